import type { FolderFiles } from '../tools/read-folder';

/** The files of a bundle, or of the folder it is packed from, by path. */
export type Files = FolderFiles;

/** Files, and the paths of those that may be run. */
export interface RunnableFiles {
  files: Files;
  executables: ReadonlySet<string>;
}

/** Names of the files that the runner lays beside those of a root module. */
export const runnerFiles = {
  override: 'leasehold_override.tf.json',
  defaultTags: 'leasehold_default_tags.tf.json',
  variables: 'leasehold.auto.tfvars.json',
  imports: 'leasehold_imports.tf.json',
};

/** The folder, below that of a template, that modules from elsewhere lie in. */
export const vendoredFolder = 'leasehold_modules';

/** The folder that a file lies in; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether Terraform or OpenTofu would read a file of this name as configuration, in either syntax. */
export function isConfiguration(path: string): boolean {
  return isNative(path) || isJson(path);
}

/** Whether a file of this name is configuration in the native syntax. */
export function isNative(path: string): boolean {
  return ['.tf', '.tofu'].some((ending) => path.endsWith(ending));
}

/** Whether a file of this name is configuration in the JSON syntax. */
export function isJson(path: string): boolean {
  return ['.tf.json', '.tofu.json'].some((ending) => path.endsWith(ending));
}

/** Paths and contents in one order, whatever order the files were read in. */
export function inOrder(files: Files): [string, Uint8Array][] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}
