import { mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { CliError, usage } from '../../client/errors';
import type { GitSource, ReadCommit } from '../../client/templates/workshop';
import { findGit, type Git, runGit } from './git';
import { addressOf, requireRef } from './git-address';

/** A commit that was fetched, below a folder that is called as its repository. */
interface Fetched {
  root: string;
  commit: string;
}

/** Reads a folder of a repository as a branch, tag or commit of it has it; the folder is gone after `dispose`. */
export async function readCommit(source: GitSource, cwd: string): Promise<ReadCommit> {
  const git = findGit('it reads repositories');
  const { path, ref } = { path: source.path ?? '.', ref: requireRef(source.ref) };
  const temporary = await mkdtemp(join(tmpdir(), 'leasehold-git-'));
  const dispose = () => rm(temporary, { recursive: true, force: true });
  try {
    const at = await addressOf(source.repository, { cwd, git });
    const { root, commit } = await fetchCommit(git, { temporary, from: at.from, ref });
    const folder = await folderIn(root, path, source);
    const shown = relative(root, folder) || '.';
    return { folder, dispose, source: { repository: at.shown, path: shown, ref, commit } };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function fetchCommit(
  git: Git,
  { temporary, from, ref }: { temporary: string; from: string; ref: string },
): Promise<Fetched> {
  const root = join(temporary, nameOf(from));
  await mkdir(root);
  const steps = [
    ['init', '--quiet', '--template='],
    ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--', from, ref],
  ];
  for (const args of steps) {
    const { code, errors } = await runGit(git, args, { folder: root, isTrusted: true });
    if (code !== 0) throw unread(from, ref, errors);
  }
  const commit = await runGit(
    git,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', 'FETCH_HEAD^{commit}'],
    { folder: root },
  );
  const [id = ''] = commit.lines;
  const checkedOut = await runGit(git, ['checkout', '--quiet', '--detach', id], { folder: root });
  if (commit.code !== 0 || checkedOut.code !== 0) throw unread(from, ref, commit.errors + checkedOut.errors);
  return { root, commit: id };
}

/** What a repository is called, which the template at its root is called by. */
function nameOf(from: string): string {
  return /([^/:]+?)(?:\.git)?\/*$/.exec(from)?.[1] ?? 'repository';
}

/** The folder, which no link of the repository may lead out of it. */
async function folderIn(root: string, path: string, { repository, ref }: GitSource): Promise<string> {
  const [top, folder] = [await realpath(root), await realpath(resolve(root, path)).catch(() => undefined)];
  const isBelow = folder === top || folder?.startsWith(`${top}/`) === true;
  if (folder !== undefined && isBelow && (await stat(folder)).isDirectory()) return folder;
  throw usage(
    `${path} is not a folder of ${basename(repository)} at ${ref ?? 'HEAD'}.`,
    'Name the folder of the template with --path.',
  );
}

function unread(from: string, ref: string, errors: string): CliError {
  const said = errors.replace(/\s+/g, ' ').trim().slice(0, 500) || 'git ended without an error message';
  return new CliError('unavailable', `${ref} of ${from} cannot be read: ${said}`, {
    hints: [
      'Give the name of a branch or tag, or the full id of a commit. Git signs in with its credential helper or an SSH key.',
    ],
  });
}
