import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runFailure } from '../../domain/environment/run-failure';
import { type FolderListing, listFolder } from '../../tools/list-folder';
import { isConfiguration, parentOf, type RunnableFiles } from '../files';
import { mostBundleBytes } from '../read-bundle';
import type { ModuleRecord } from './module-record';
import { refusedSource, whatIsOne } from './module-source';

/** What was fetched, by the key of the call that it was fetched for: what a bundle needs of it, by the paths in it. */
export type Packages = Record<string, RunnableFiles>;

/** Where a record's module lies: in which of the fetched packages, and where in it; undefined for a folder of the template's own. */
export function placeOf({ Dir }: Pick<ModuleRecord, 'Dir'>): { key: string; path: string } | undefined {
  const [, key, path = ''] = /^\.terraform\/modules\/([^/]+)(?:\/(.*))?$/.exec(Dir) ?? [];
  return key === undefined ? undefined : { key, path };
}

/**
 * Reads of each fetched package what Terraform loads and what that may read; a RunFailure names the module that holds what no
 * bundle can.
 */
export async function readPackages(folder: string, records: readonly ModuleRecord[]): Promise<Packages> {
  const packages: Packages = {};
  refuseSources(records);
  const places = records.flatMap((record) => placeOf(record) ?? []);
  for (const key of new Set(places.map((place) => place.key))) {
    const called = places.filter((place) => place.key === key).map(({ path }) => path);
    const source = records.find((one) => one.Key === key)?.Source ?? '';
    packages[key] = await readPackage(join(folder, key), called, `the module '${key}' from ${source}`);
  }
  return packages;
}

/** A module that was fetched may call one from a place that nobody may name, such as a folder of this machine. */
function refuseSources(records: readonly ModuleRecord[]): void {
  for (const { Key, Source } of records) {
    if (Key === '' || /^\.\.?\//.test(Source)) continue;
    const reason = refusedSource(Source);
    if (reason !== undefined)
      throw runFailure('configuration', `the module '${Key}' comes from ${reason}; ${whatIsOne}`);
  }
}

/** A server may lead Terraform to a folder of this machine, which it then links to. */
async function refuseOutside(folder: string, what: string): Promise<void> {
  const [own, real] = [await realpath(dirname(folder)), await realpath(folder)];
  if (dirname(real) !== own) throw runFailure('configuration', `${what} is a folder on this machine`);
}

async function readPackage(folder: string, called: readonly string[], what: string): Promise<RunnableFiles> {
  await refuseOutside(folder, what);
  const listing = await listFolder(folder, { skipped });
  const kept = new Set(keptPaths(allPaths(listing), called));
  const unfit = listing.unfit.find(({ path }) => kept.has(path));
  if (unfit) throw runFailure('configuration', `${what} holds ${unfit.path}, which ${unfit.why}`);
  const needed = listing.files.filter(({ path }) => kept.has(path));
  const size = needed.reduce((sum, { bytes }) => sum + bytes, 0);
  if (size > mostBundleBytes)
    throw runFailure(
      'configuration',
      `${what} has ${size} bytes; a bundle may have at most ${mostBundleBytes}`,
    );
  const read = needed.map(async ({ path }) => [path, await readFile(join(folder, path))] as const);
  const executables = needed.filter(({ isExecutable }) => isExecutable).map(({ path }) => path);
  return { files: new Map(await Promise.all(read)), executables: new Set(executables) };
}

function allPaths({ files, unfit }: FolderListing): string[] {
  const all: readonly { path: string }[] = [...files, ...unfit];
  return all.map(({ path }) => path);
}

/** The history of a repository, and what an earlier init left. */
const skipped = new Set(['.git', '.github', '.terraform', '.terraform.lock.hcl']);

/**
 * What a bundle needs of a package whose folders `called` are modules of it: neither tests nor another module, such as an
 * example, nor what lies below one.
 */
export function keptPaths(paths: readonly string[], called: readonly string[]): string[] {
  const all = paths.filter((path) => !/(^|\/)tests\//.test(path));
  const modules = new Set(all.filter(isConfiguration).map(parentOf));
  return all.filter((path) => {
    if (isConfiguration(path)) return called.includes(parentOf(path));
    const nearest = foldersOf(path).find((folder) => modules.has(folder));
    return nearest === undefined || called.includes(nearest);
  });
}

/** The folders that a file lies in, the deepest first, without the package itself. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
