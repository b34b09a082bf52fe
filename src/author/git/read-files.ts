import { CliError, usage } from '../../client/errors';
import type { CommittedFile, FilesOfCommit } from '../../client/templates/workshop';
import { findGit, type Git } from './git';
import { readGit } from './git-bytes';

/** A folder of a repository on this machine, a commit of it, and which of its files are wanted, by their paths from the folder. */
export interface WantedFiles {
  folder: string;
  ref: string;
  isWanted: (path: string) => boolean;
}

/** Reads files of a folder as a commit has them, without a checkout: nothing of the folder is touched. */
export async function readFilesOf({ folder, ref, isWanted }: WantedFiles): Promise<FilesOfCommit> {
  const git = findGit('it reads the files of a commit');
  const commit = await resolveCommit(git, folder, ref);
  const entries = (await listEntries(git, folder, commit)).filter(({ path }) => isWanted(path));
  const plain = entries.filter(({ mode }) => mode.startsWith('100'));
  const blobs = await readBlobs(git, folder, [...new Set(plain.map(({ id }) => id))]);
  const files = entries.map(({ path, id }): CommittedFile => ({ path, bytes: blobs.get(id) }));
  return { commit, files };
}

async function resolveCommit(git: Git, folder: string, ref: string): Promise<string> {
  if (!/^(?![-/])(?!.*\.\.)[^\s:?*[\\\p{C}]+$/u.test(ref))
    throw usage(`'${ref}' is not the name of a branch or tag, or the id of a commit.`);
  const args = ['rev-list', '--max-count=1', '--end-of-options', ref, '--'];
  try {
    return (await readGit(git, args, { folder })).toString().trim();
  } catch (cause) {
    throw new CliError('not-found', `There is no commit ${ref} in the repository of ${folder}.`, {
      code: 'CommitNotFound',
      hints: ['In a pipeline, fetch the history first: actions/checkout with fetch-depth: 0.'],
      cause,
    });
  }
}

interface Entry {
  mode: string;
  id: string;
  path: string;
}

/** `<mode> <type> <id>\t<path>`, each with a NUL at its end; paths are from the folder that git runs in. */
async function listEntries(git: Git, folder: string, commit: string): Promise<Entry[]> {
  const listed = await readGit(git, ['ls-tree', '-r', '-z', commit], { folder });
  return listed
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return path === '' ? [] : [{ mode, id, path }];
    });
}

/** The bytes of blobs by their ids: for each, git writes `<id> blob <size>`, a line end, the bytes, and a line end. */
async function readBlobs(git: Git, folder: string, ids: readonly string[]): Promise<Map<string, Uint8Array>> {
  const blobs = new Map<string, Uint8Array>();
  if (ids.length === 0) return blobs;
  const bytes = await readGit(git, ['cat-file', '--batch'], { folder, input: `${ids.join('\n')}\n` });
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\n', at);
    const [id = '', kind, size] = bytes.subarray(at, end).toString().split(' ');
    if (kind !== 'blob') throw new CliError('broken', `Git has no file ${id}, which the commit names.`);
    const begin = end + 1;
    blobs.set(id, bytes.subarray(begin, begin + Number(size)));
    at = begin + Number(size) + 1;
  }
  return blobs;
}
