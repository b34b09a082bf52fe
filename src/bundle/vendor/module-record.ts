import * as z from 'zod';

/** What Terraform writes down of a module that it fetched or found: its place is relative to the root module. */
export const ModuleRecord = z.object({
  Key: z.string(),
  Source: z.string(),
  Version: z.string().optional(),
  Dir: z.string(),
});
export type ModuleRecord = z.infer<typeof ModuleRecord>;

/** The file that Terraform keeps its records in, from the root module: a module that it names is not fetched again. */
export const recordsFile = '.terraform/modules/modules.json';
