import * as z from 'zod';
import { DomainError } from '../domain/base/errors';

/** The variables of a process, as Node gives them. */
export type ProcessEnvironment = Record<string, string | undefined>;

export const Json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text, context): z.output<Schema> => {
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      context.addIssue({ code: 'custom', message: `is invalid: ${(error as Error).message}` });
      return z.NEVER;
    }
  });

export const Filled = z
  .string()
  .optional()
  .transform((text) => text || undefined);

/** Reads and checks the variables of `schema`; a missing or wrong one is a Misconfigured error that names it. */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: ProcessEnvironment = process.env,
): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DomainError('Misconfigured', {
    name: String(issue?.path[0] ?? ''),
    reason: issue?.message ?? 'is wrong',
  });
}
