import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { isLoopback } from '../../client/address';
import { usage } from '../../client/errors';
import { type Git, runGit } from './git';

/** Where git fetches from, and what is recorded as the repository. */
interface GitAddress {
  from: string;
  shown: string;
}

/** The address of a repository: https, ssh, or a folder of this machine, which is recorded as the remote that it is a clone of. */
export async function addressOf(text: string, { cwd, git }: { cwd: string; git: Git }): Promise<GitAddress> {
  if (isRemote(text)) return { from: text, shown: text };
  const folder = resolve(cwd, text);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw usage(
      `'${text}' is not a repository.`,
      'Give a folder, https://<host>/<path>, or ssh://<user>@<host>/<path>.',
    );
  const { code, lines } = await runGit(git, ['config', '--get', 'remote.origin.url'], { folder });
  const [origin = ''] = code === 0 ? lines : [];
  return { from: folder, shown: withoutUser(origin) ?? basename(folder) };
}

/** Whether a text is the address of another machine; usage where it has credentials, or is of another kind. */
function isRemote(text: string): boolean {
  if (/^[\w.-]+@[\w.-]+:[^:\s-][^:\s]*$/.test(text)) return true;
  if (!text.includes('://') && !text.includes('::')) return false;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isKnown =
    url?.protocol === 'https:' || url?.protocol === 'ssh:' || (url?.protocol === 'http:' && isLoopback(text));
  if (url === undefined || !isKnown) throw usage('A repository is read by https or ssh, or from a folder.');
  if (url.password !== '' || (url.protocol !== 'ssh:' && url.username !== ''))
    throw usage(
      `The address of the repository on ${url.host} contains credentials.`,
      'Remove them; git signs in with its credential helper.',
    );
  if (url.hostname.startsWith('-') || url.username.startsWith('-'))
    throw usage('A repository is read by https or ssh, or from a folder.');
  return true;
}

/** The address of a remote as it may be recorded; undefined where it is another folder, or nothing. */
function withoutUser(origin: string): string | undefined {
  if (/^[\w.-]+@[\w.-]+:[^:\s-][^:\s]*$/.test(origin)) return origin;
  if (!URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  if (!['https:', 'http:', 'ssh:'].includes(url.protocol)) return undefined;
  url.password = '';
  if (url.protocol !== 'ssh:') url.username = '';
  return url.href;
}

/** A branch, tag or commit as git may be given it; usage where it is none, or something else besides. */
export function requireRef(ref: string | undefined): string {
  if (ref === undefined) throw usage('Name the branch, tag or commit with --ref.');
  const isRef = /^(?![-/])(?!.*(?:\.\.|\/\/|@\{|\.lock(?:\/|$)|[./]$))[^\s~^:?*[\\\p{C}]+$/u.test(ref);
  if (isRef) return ref;
  throw usage(`'${ref}' is not the name of a branch or tag, or the id of a commit.`);
}
