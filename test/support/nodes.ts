import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isNewEnough } from '../../src/client/fit-to-run';

const root = process.cwd();

/** A Node that a shipped program is started with. */
export interface NodeProgram {
  name: string;
  path: string;
}

/** The oldest Node of `engines` and the newest with long-term support, as test/nodes pins them; elsewhere than on Linux, this one. */
export const nodes: NodeProgram[] = ['oldest', 'newest'].map((name) => ({ name, path: pinned(name) }));

/** A Node of this machine that Leasehold refuses; undefined where there is none. */
export function olderNode(path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((file) => existsSync(file) && !isNewEnough(versionOf(file)));
}

/** What `node --version` says, without the `v`. */
export function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
}

function pinned(name: string): string {
  const file = join(root, 'test/nodes', name, 'node_modules', `node-linux-${process.arch}`, 'bin/node');
  if (process.platform === 'linux') return file;
  process.stderr.write(`not run: the ${name} Node: test/nodes has one for Linux alone.\n`);
  return process.execPath;
}
