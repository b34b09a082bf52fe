import * as z from 'zod';
import { contentOf } from '../digest';
import type { Files, RunnableFiles } from '../files';
import type { Keeper } from '../proof/keep-by-digest';
import type { FetchedModules, ModuleFetcher } from './fetch-modules';
import { ModuleRecord } from './module-record';

/** How modules are fetched, and how what was fetched is kept. */
export interface Fetching {
  keep: Keeper;
  rules: string;
  fetch: ModuleFetcher;
}

/** Modules in a text that can be kept: files in base64. */
const Kept = z.object({
  records: z.array(ModuleRecord),
  packages: z.record(
    z.string(),
    z.object({ files: z.record(z.string(), z.string()), executables: z.array(z.string()) }),
  ),
});
type KeptPackage = z.infer<typeof Kept>['packages'][string];

/** Fetches what the configuration of a template calls; for the same configuration once from a checkout. */
export async function fetchOnce(
  configuration: Files,
  root: string,
  { keep, rules, fetch }: Fetching,
): Promise<FetchedModules> {
  const kept = await keep(['modules', rules, root, ...contentOf(configuration)], Kept, async () => {
    const { records, packages } = await fetch(configuration, root);
    return { records, packages: mapped(packages, textsOf) };
  });
  return { records: kept.records, packages: mapped(kept.packages, bytesOf) };
}

function mapped<From, To>(values: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function textsOf({ files, executables }: RunnableFiles): KeptPackage {
  const texts = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')] as const);
  return { files: Object.fromEntries(texts), executables: [...executables] };
}

function bytesOf({ files, executables }: KeptPackage): RunnableFiles {
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text, 'base64')] as const);
  return { files: new Map(bytes), executables: new Set(executables) };
}
