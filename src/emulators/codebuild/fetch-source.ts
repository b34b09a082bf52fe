import type { Readable } from 'node:stream';
import { startProcessGroup } from '../../tools/processes/process-group';

/** A repository that git can clone, and what of it: a branch, a tag, a commit, or what its HEAD is. */
export interface SourceVersion {
  location: string;
  version: string | undefined;
}

/** Where to put it, with which environment, and what ends it early. */
export interface FetchOptions {
  folder: string;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/**
 * Clones a repository and checks out what is asked for; the commit goes to file descriptor 4. Whatever the version holds,
 * it is part of the name of a ref or it is a commit: git never reads an option or an expression in it.
 */
const fetchScript = `
set -e
location=$1 version=$2
git clone --quiet --no-checkout -- "$location" .
resolve() { git rev-parse --verify --quiet --end-of-options "$1^{commit}"; }
if [ -z "$version" ]; then commit=$(resolve HEAD)
elif commit=$(resolve "refs/remotes/origin/\${version#refs/heads/}"); then :
elif commit=$(resolve "refs/tags/\${version#refs/tags/}"); then :
elif [[ $version =~ ^[0-9a-f]{40}$ ]] && commit=$(resolve "$version"); then :
else echo "reference not found for primary source and source version $version"; exit 1
fi
git checkout --quiet --detach "$commit"
echo "$commit" >&4
`;

/** Fetches the source of a build into a folder that is empty, and returns the commit; throws what git said against it. */
export async function fetchSource(
  { location, version = '' }: SourceVersion,
  { folder, env, signal }: FetchOptions,
): Promise<string> {
  const group = await startProcessGroup({
    path: 'bash',
    args: ['--norc', '-c', fetchScript, 'bash', location, version],
    env: { ...env, GIT_TERMINAL_PROMPT: '0' },
    cwd: folder,
  });
  const kill = () => void group.kill();
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  try {
    const [said, commit] = await Promise.all([readAll(group.output), readAll(group.reports)]);
    if (commit !== '') return commit;
    throw new Error(said || 'git was killed');
  } finally {
    signal.removeEventListener('abort', kill);
    await group.kill();
  }
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8').trim();
}
