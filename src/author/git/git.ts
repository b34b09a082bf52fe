import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { CliError } from '../../client/errors';
import { inheritedEnvironment, machineEnvironment, terraformVariables } from '../../config/machine';
import { executableFolders, findExecutables } from '../../tools/find-executable';
import { runProcess } from '../../bundle/terraform/terraform-process';

/** Git of this machine. */
export interface Git {
  path: string;
}

/** How git ended, and what it wrote. */
export interface GitEnd {
  code: number | null;
  lines: string[];
  errors: string;
}

/** A repository that sends nothing holds nobody up for longer. */
const mostMs = 180_000;

/** Finds git as Terraform is found; CliError where there is none, which says what for it is needed. */
export function findGit(what: string, folders: readonly string[] = ownFolders()): Git {
  // A folder like . would be another one where git runs, and what is called git there a stranger's.
  const [path] = findExecutables(
    'git',
    folders.filter((folder) => isAbsolute(folder)),
  );
  if (path !== undefined) return { path };
  throw new CliError('unavailable', `Git is not installed, and ${what}.`, {
    hints: ['Install git, and run the command again.'],
  });
}

function ownFolders(): string[] {
  const { platform, arch } = process;
  return executableFolders({ env: machineEnvironment(), home: homedir(), platform, arch });
}

/** Runs git without a question, a hook or a program of LFS; `isTrusted` where the settings of its user count, as for signing in. */
export async function runGit(
  git: Git,
  args: string[],
  { folder, isTrusted = false }: { folder: string; isTrusted?: boolean },
): Promise<GitEnd> {
  const lines: string[] = [];
  const signal = AbortSignal.timeout(mostMs);
  const { code, errors } = await runProcess({
    executable: git.path,
    args,
    folder,
    env: gitEnvironment(isTrusted),
    signal,
    onLine: (line) => void lines.push(line),
  });
  return {
    code,
    lines,
    errors: signal.aborted ? `it did not finish within ${mostMs / 1_000} seconds` : errors,
  };
}

/** The variables that git runs with: no question, no hook, no program of LFS. */
export function gitEnvironment(isTrusted: boolean): Record<string, string> {
  return {
    ...inheritedEnvironment([...terraformVariables, ...(isTrusted ? signIn : [])]),
    ...settings,
    ...(isTrusted ? {} : { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }),
  };
}

/** What git finds keys and helpers for signing in by; no argument and no address has any. */
const signIn = ['SSH_AUTH_SOCK', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'];

const settings = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'https:http:ssh:file',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.hooksPath',
  GIT_CONFIG_VALUE_0: '/dev/null',
};
