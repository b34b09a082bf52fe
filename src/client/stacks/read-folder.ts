import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder } from '../../domain/stack/order-layers';
import { CliError } from '../errors';
import type { LayerCache } from './layer-cache';
import { readLayers, type SourceFile } from './read-layers';

/** More is no layer that somebody writes. */
const mostBytes = 1024 * 1024;
const mostFiles = 20_000;
/** What `idp check` does not count as a failure; it stands beside the stacks, or among them. */
export const exceptionsFile = 'compliance.yaml';
/** So many files are open at once. */
const atOnce = 64;

/** Every YAML file of a folder of stacks, read and checked. */
export async function readFolder(folder: string, cache?: LayerCache): Promise<Folder> {
  return readLayers(await readFiles(folder), cache);
}

/** Whether a path of a folder of stacks is read: hidden folders, `node_modules` and the file of exceptions are left out. */
export function isStackPath(path: string): boolean {
  return /\.ya?ml$/.test(path) && path !== exceptionsFile && !path.split('/').some(isLeftOut);
}

function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** The bytes of every YAML file of a folder of stacks. */
export async function readFiles(folder: string): Promise<SourceFile[]> {
  const paths = await listFiles(folder);
  const files: SourceFile[] = [];
  for (let from = 0; from < paths.length; from += atOnce)
    files.push(...(await Promise.all(paths.slice(from, from + atOnce).map((path) => readOne(folder, path)))));
  return files;
}

async function listFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const open = [''];
  for (let under = open.pop(); under !== undefined; under = open.pop()) {
    const entries = await readdir(join(folder, under), { withFileTypes: true }).catch((cause: unknown) => {
      throw new CliError('not-found', `The folder ${folder} cannot be read: ${(cause as Error).message}`, {
        code: 'NoStacksFolder',
        hints: ['Name the folder of the stacks with --folder, or run idp where the folder stacks is.'],
        cause,
      });
    });
    for (const entry of entries) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (isLeftOut(entry.name)) continue;
      if (entry.isDirectory()) open.push(path);
      else if (isStackPath(path)) found.push(path);
    }
    if (found.length > mostFiles)
      throw new CliError(
        'invalid',
        `${folder} has more than ${mostFiles} YAML files; name the folder of the stacks with --folder.`,
      );
  }
  return found.sort();
}

async function readOne(folder: string, file: string): Promise<SourceFile> {
  const path = join(folder, file);
  const entry = await lstat(path);
  if (!entry.isFile())
    return { file, reason: 'it is not a plain file, and a link may lead out of the folder' };
  if (entry.size > mostBytes) return { file, reason: `it is larger than ${mostBytes} bytes` };
  const bytes = await readFile(path);
  return { file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}
