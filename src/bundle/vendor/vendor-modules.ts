import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import * as z from 'zod';
import { runFailure } from '../../domain/environment/run-failure';
import type { BundledModule, VendoredModule } from '../../domain/template/vendored-module';
import { type CallsOf, moduleTree } from '../bundled-files';
import { digestOf } from '../digest';
import { inOrder, isConfiguration, parentOf, type Files, type RunnableFiles } from '../files';
import { refusedCall, type VendoredCall } from '../module-sources';
import type { Keeper } from '../proof/keep-by-digest';
import type { FetchedModules, ModuleFetcher } from './fetch-modules';
import { ModuleRecord } from './module-record';
import { type Packages, placeOf } from './packages';

/** A template's files with the modules from elsewhere laid beside them. */
export interface WithModules extends RunnableFiles {
  /** Those from elsewhere. */
  modules: VendoredModule[];
  /** All that the template calls; empty where none is from elsewhere. */
  records: BundledModule[];
  calls: VendoredCall[];
}

/** How modules are fetched, and how what was fetched is kept. */
export interface Vendoring {
  callsOf: CallsOf;
  keep: Keeper;
  rules: string;
  fetch: ModuleFetcher | undefined;
}

/** The folder, below that of a template, that modules from elsewhere lie in. */
export const vendoredFolder = 'leasehold_modules';

/** Modules in a text that can be kept: files in base64. */
const Kept = z.object({
  records: z.array(ModuleRecord),
  packages: z.record(
    z.string(),
    z.object({ files: z.record(z.string(), z.string()), executables: z.array(z.string()) }),
  ),
});
type KeptPackage = z.infer<typeof Kept>['packages'][string];

/**
 * Lays the modules that a template calls from elsewhere beside its own files; what it needs none of stays as it is. A
 * RunFailure names a source that may not be asked, one that has not what was asked for, or what is too large.
 */
export async function vendorModules(
  own: RunnableFiles,
  root: string,
  vendoring: Vendoring,
): Promise<WithModules> {
  const { files } = own;
  const none = { ...own, modules: [], records: [], calls: [] };
  const tree = await moduleTree(files, root, { callsOf: vendoring.callsOf, vendored: [] });
  const foreign = tree.calls.filter(({ folder }) => folder === undefined);
  if (foreign.length === 0 || vendoring.fetch === undefined) return none;
  const refused = foreign.flatMap((call) => refusedCall(call) ?? []);
  if (refused.length > 0) throw runFailure('configuration', refused.join('\n'));
  refuseTaken(files, root);
  const isRead = (path: string) => isConfiguration(path) && tree.folders.includes(parentOf(path));
  const configuration = new Map([...files].filter(([path]) => isRead(path)));
  return lay(own, root, await fetchOnce(configuration, root, { ...vendoring, fetch: vendoring.fetch }));
}

function refuseTaken(files: Files, root: string): void {
  const taken = [...files.keys()].find((path) => path.startsWith(`${root}/${vendoredFolder}/`));
  if (taken === undefined) return;
  const reason = `${taken} lies where modules from elsewhere are laid; choose another name for its folder`;
  throw runFailure('configuration', reason);
}

/** What was fetched for the same configuration is not fetched again from this checkout. */
async function fetchOnce(
  configuration: Files,
  root: string,
  { keep, rules, fetch }: Vendoring & { fetch: ModuleFetcher },
): Promise<FetchedModules> {
  const content = inOrder(configuration).flatMap(([path, bytes]) => [path, digestOf(bytes)]);
  const kept = await keep(['modules', rules, root, ...content], Kept, async () => {
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

function lay(own: RunnableFiles, root: string, { records, packages }: FetchedModules): WithModules {
  const digests = mapped(packages, contentDigest);
  const modules = records
    .filter(isFetched)
    .map((one) => ({ ...moduleOf(one), sha256: digests[placeOf(one)?.key ?? ''] ?? '' }));
  const called = records.filter(({ Key }) => Key !== '').map(moduleOf);
  return { ...joined(own, root, packages), modules, records: called, calls: callsIn(records, root) };
}

function joined(own: RunnableFiles, root: string, packages: Packages): RunnableFiles {
  const [files, executables] = [new Map(own.files), new Set(own.executables)];
  for (const [key, fetched] of Object.entries(packages)) {
    const placed = (path: string) => `${root}/${vendoredFolder}/${key}/${path}`;
    for (const [path, bytes] of fetched.files) files.set(placed(path), bytes);
    for (const path of fetched.executables) executables.add(placed(path));
  }
  return { files, executables };
}

/** Whether a record is of a module from elsewhere: neither the root nor a folder beside its caller. */
function isFetched({ Key, Source }: ModuleRecord): boolean {
  return Key !== '' && !/^\.\.?\//.test(Source);
}

function moduleOf(record: ModuleRecord): BundledModule {
  const { Key: key, Source: source, Version: version } = record;
  return { key, source, ...(version && { version }), folder: folderOf(record) };
}

/** From the root module. */
function folderOf(record: ModuleRecord): string {
  const place = placeOf(record);
  return place === undefined ? record.Dir : posix.join(vendoredFolder, place.key, place.path);
}

/** Every call that leads to a module from elsewhere, wherever it stands. */
function callsIn(records: readonly ModuleRecord[], root: string): VendoredCall[] {
  const folders = new Map(records.map((one) => [one.Key, posix.join(root, folderOf(one))]));
  return records.filter(isFetched).map(({ Key }) => {
    const end = Key.lastIndexOf('.');
    const from = folders.get(end === -1 ? '' : Key.slice(0, end)) ?? root;
    return { from, name: Key.slice(end + 1), folder: folders.get(Key) ?? '' };
  });
}

/** That a file may be run is of the content. */
function contentDigest({ files, executables }: RunnableFiles): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of inOrder(files))
    hash.update(`${path}\n${executables.has(path) ? 'x' : '-'} ${digestOf(bytes)}\n`);
  return hash.digest('hex');
}
