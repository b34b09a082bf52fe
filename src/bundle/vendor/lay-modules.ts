import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { runFailure } from '../../domain/environment/run-failure';
import type { WholeModule } from '../../domain/template/template-file';
import type { BundledModule, VendoredModule } from '../../domain/template/vendored-module';
import { digestOf } from '../digest';
import { inOrder, type RunnableFiles, vendoredFolder } from '../files';
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

/** The same of files among which the modules lie already, by the records of how Terraform came to them. */
export function laidIn(
  { files, executables }: RunnableFiles,
  root: string,
  { records, whole }: { records: readonly BundledModule[]; whole: BundledModule | undefined },
): WithModules {
  const fetched = records.filter(({ source }) => isElsewhere(source));
  const modules = [whole ?? [], fetched].flat().map((one) => {
    return {
      ...one,
      sha256: contentDigest(below(`${posix.join(root, one.folder)}/`, { files, executables })),
    };
  });
  return { files, executables, root, modules, records: [...records], calls: vendoredCalls(records, root) };
}

/** Every call among these records that leads to a module from elsewhere, wherever it stands. */
export function vendoredCalls(records: readonly BundledModule[], root: string): VendoredCall[] {
  const folders = new Map(records.map(({ key, folder }) => [key, posix.join(root, folder)]));
  const fetched = records.filter(({ source }) => isElsewhere(source));
  return fetched.map(({ key }) => callOf(key, folders, root));
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
  return Key !== '' && isElsewhere(Source);
}

/** What lies below a folder, by its paths there. */
function below(folder: string, { files, executables }: RunnableFiles): RunnableFiles {
  const paths = [...files.keys()].filter((path) => path.startsWith(folder));
  const own = paths.map((path) => [path.slice(folder.length), files.get(path) ?? new Uint8Array()] as const);
  const runnable = paths.filter((path) => executables.has(path)).map((path) => path.slice(folder.length));
  return { files: new Map(own), executables: new Set(runnable) };
}

/** The record of a module that is a whole template, as Terraform names its source. */
export function rootRecord({ source, version }: WholeModule): BundledModule {
  const inRegistry = /^[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/.test(source);
  const named = inRegistry ? `registry.terraform.io/${source}` : source;
  return { key: '', source: named, ...(version !== undefined && { version }), folder: '.' };
}

/** Whether a source is neither a folder beside its caller nor above it. */
export function isElsewhere(source: string): boolean {
  return !/^\.\.?\//.test(source);
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
  return records.filter(isFetched).map(({ Key }) => callOf(Key, folders, root));
}

/** The call that a path ends with, as it stands in the folder of the path before. */
function callOf(key: string, folders: ReadonlyMap<string, string>, root: string): VendoredCall {
  const end = key.lastIndexOf('.');
  const from = folders.get(end === -1 ? '' : key.slice(0, end)) ?? root;
  return { from, name: key.slice(end + 1), folder: folders.get(key) ?? '' };
}

/** That a file may be run is of the content. */
function contentDigest({ files, executables }: RunnableFiles): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of inOrder(files))
    hash.update(`${path}\n${executables.has(path) ? 'x' : '-'} ${digestOf(bytes)}\n`);
  return hash.digest('hex');
}
