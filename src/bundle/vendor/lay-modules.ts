import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { runFailure } from '../../domain/environment/run-failure';
import type { BundledModule, VendoredModule } from '../../domain/template/vendored-module';
import { digestOf } from '../digest';
import { inOrder, type RunnableFiles } from '../files';
import type { VendoredCall } from '../module-sources';
import type { FetchedModules } from './fetch-modules';
import type { ModuleRecord } from './module-record';
import { type Packages, placeOf } from './packages';

/** A template's files with the modules from elsewhere laid beside them. */
export interface WithModules extends RunnableFiles {
  /** The folder of the root module. */
  root: string;
  /** Those from elsewhere. */
  modules: VendoredModule[];
  /** All that the template calls; empty where none is from elsewhere. */
  records: BundledModule[];
  calls: VendoredCall[];
}

/** The folder, below that of a template, that modules from elsewhere lie in. */
const vendoredFolder = 'leasehold_modules';

/** Lays what was fetched for a template beside its own files. */
export function layModules(
  own: RunnableFiles,
  root: string,
  { records, packages }: FetchedModules,
): WithModules {
  const modules = records.filter(isFetched).map((one) => {
    const fetched = packages[placeOf(one)?.key ?? ''];
    return { ...moduleOf(one), sha256: fetched === undefined ? '' : contentDigest(fetched) };
  });
  const called = records.filter(({ Key }) => Key !== '').map(moduleOf);
  return { ...joined(own, root, packages), root, modules, records: called, calls: callsIn(records, root) };
}

/** A RunFailure where a template has a file where the modules are to lie. */
export function refuseTaken({ files }: RunnableFiles, root: string): void {
  const taken = [...files.keys()].find((path) => path.startsWith(`${root}/${vendoredFolder}/`));
  if (taken === undefined) return;
  const reason = `${taken} is in the folder reserved for downloaded modules; rename its folder`;
  throw runFailure('configuration', reason);
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
  return place === undefined
    ? record.Dir
    : posix.join(vendoredFolder, place.key, place.path).replace(/\/$/, '');
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
