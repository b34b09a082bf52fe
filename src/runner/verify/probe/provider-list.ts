import * as z from 'zod';

/** A list as the provider answers it, which says null where there is nothing. */
export function providerList<Schema extends z.ZodType>(one: Schema) {
  return z
    .array(one)
    .nullable()
    .transform((all) => all ?? []);
}
