import type { FolderFiles } from '../tools/read-folder';

/** The files of a bundle, or of the folder it is packed from, by path. */
export type Files = FolderFiles;

/** Names of the files that the runner lays beside those of a root module. */
export const runnerFiles = {
  override: 'leasehold_override.tf.json',
  defaultTags: 'leasehold_default_tags.tf.json',
  variables: 'leasehold.auto.tfvars.json',
};

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
