import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { at } from '../../../domain/stack/import-atmos/merge-values';
import type { Finding } from '../../../domain/stack/import-atmos/repository';
import type { Node } from '../../../domain/stack/node';
import { problemAt } from '../../../domain/stack/place';
import { parseManifest } from './parse-manifest';

/** Keys of `atmos.yaml` by which Atmos takes its configuration from elsewhere. */
const keys = {
  import: 'what is imported into the configuration is not read; write what it says of stacks into this file',
  profiles: 'what a profile says is not read; write what it says of stacks into this file',
} as const;

/** Folders that Atmos reads its configuration from without being told to, or for a profile. */
const folders = ['atmos.d', '.atmos.d', 'profiles', '.atmos/profiles'];

/** What would change the configuration of Atmos and is not read here. */
export async function listUnread(folder: string, name: string, text: string): Promise<Finding[]> {
  const root = parseManifest(name, text);
  const found =
    'kind' in root ? Object.entries(keys).map(([key, why]) => ({ why, node: at(root, key) })) : [];
  const said = found.flatMap(({ why, node }): Finding[] =>
    node === undefined || isEmpty(node) ? [] : [{ kind: 'unread', ...problemAt(node.key ?? node.at, why) }],
  );
  const there = await Promise.all(folders.map((one) => isFolder(join(folder, one))));
  const below = folders.filter((_, index) => there[index]);
  return [...said, ...below.map((one) => unreadFolder(name, one))];
}

function unreadFolder(name: string, folder: string): Finding {
  const message = `the configuration in the folder ${folder} is not read; write what it says of stacks into this file`;
  return { kind: 'unread', file: name, line: 1, column: 1, message };
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  return node.kind === 'scalar' && node.value === null;
}

function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
