import { spawn } from 'node:child_process';
import { CliError } from '../../client/errors';
import { type Git, gitEnvironment } from './git';

/** More than the files of a folder of stacks ever are. */
const mostBytes = 256 * 1024 * 1024;

/** Runs git on a repository of this machine, and returns what it writes as it is; CliError where it fails. */
export function readGit(
  git: Git,
  args: readonly string[],
  { folder, input = '' }: { folder: string; input?: string },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(git.path, args, { cwd: folder, env: gitEnvironment(true) });
    const chunks: Buffer[] = [];
    let [bytes, errors] = [0, ''];
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) child.kill();
      else chunks.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2_000)));
    child.on('error', reject);
    // Git that ended early takes no more of its input, which its code says.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(failed(errors, bytes)),
    );
    child.stdin.end(input);
  });
}

function failed(errors: string, bytes: number): CliError {
  const said = errors.replace(/\s+/g, ' ').trim();
  const reason = bytes > mostBytes ? `the files are larger than ${mostBytes} bytes` : said;
  return new CliError(
    'unavailable',
    `Git cannot read the repository: ${reason || 'it ended without an error message'}`,
  );
}
