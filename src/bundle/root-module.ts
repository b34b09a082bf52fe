import * as z from 'zod';

/** What the runner must know of a root module before it may run; publication writes it into the bundle. */
export const RootModule = z.object({
  usesAws: z.boolean(),
  /** Aliases of the module's own `provider "aws"` blocks. */
  awsAliases: z.array(z.string()),
  variables: z.array(z.object({ name: z.string(), sensitive: z.boolean() })),
});
export type RootModule = z.infer<typeof RootModule>;
