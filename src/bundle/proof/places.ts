import * as z from 'zod';
import { parentOf } from '../files';
import type { Block } from '../hcl/blocks';
import { foldersOfCall, moduleCalls, type VendoredCall } from '../module-sources';

/** By folder: the resources that it declares, by type and name, and where its calls of modules lead. */
export const Places = z.record(
  z.string(),
  z.object({ resources: z.array(z.string()), calls: z.record(z.string(), z.array(z.string())) }),
);
export type Places = z.infer<typeof Places>;

/** What each folder of these blocks declares and calls. */
export function placesIn(blocks: readonly Block[], vendored: readonly VendoredCall[]): Places {
  const folders = [...new Set(blocks.map(({ path }) => parentOf(path)))].sort();
  return Object.fromEntries(
    folders.map((folder) => {
      const own = blocks.filter(({ path }) => parentOf(path) === folder);
      const resources = own.filter(({ type }) => type === 'resource').map(({ address }) => address);
      const calls = moduleCalls(own).map((call) => [call.name, foldersOfCall(call, vendored)] as const);
      return [folder, { resources, calls: Object.fromEntries(calls) }];
    }),
  );
}

/** Whether a template declares a resource at this address, which has no keys: `module.net.aws_vpc.this`. */
export function isDeclared(places: Places, root: string, address: string): boolean {
  const steps = address.split('.');
  const modules = steps.slice(0, -2).filter((_, index) => index % 2 === 1);
  const folders = modules.reduce<string[]>(
    (at, name) => at.flatMap((folder) => places[folder]?.calls[name] ?? []),
    [root],
  );
  return folders.some((folder) => places[folder]?.resources.includes(steps.slice(-2).join('.')));
}
