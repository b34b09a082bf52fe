import * as z from 'zod';

/** What the runner must know of a root module before it may run; publication writes it into the bundle. */
export const RootModule = z.object({
  usesAws: z.boolean(),
  /** Aliases of the module's own `provider "aws"` blocks. */
  awsAliases: z.array(z.string()),
  /** Tags that its own provider blocks set by default, as Terraform's JSON, by alias; empty for the block without one. */
  defaultTags: z.record(z.string(), z.unknown()).optional(),
  /** What the `removed` blocks of all its modules name, each as its module does. */
  removed: z.array(z.string()).optional(),
  variables: z.array(z.object({ name: z.string(), sensitive: z.boolean() })),
});
export type RootModule = z.infer<typeof RootModule>;
