import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMembers, type GroupIdentity } from './find-members';

/** A program to run as the leader of a process group of its own; `env` is its whole environment. */
export interface GroupCommand {
  path: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** A running group: standard error is merged into `output`; `instructions` is stdin and `reports` its file descriptor 4. */
export interface ProcessGroup {
  pid: number;
  output: Readable;
  instructions: Writable;
  reports: Readable;
  /** The leader's exit code, null when it was killed; others of the group may still run. */
  exited: Promise<number | null>;
  /** Kills every process of the group with SIGKILL and resolves when none is left. */
  kill: () => Promise<void>;
}

/**
 * A watcher in the group reads a pipe that only this process holds open: when we are gone, even by SIGKILL, the pipe
 * ends and the watcher kills the group, so that nothing works on unseen. What is run has the usual mask of files, whatever ours is. (`--norc`: bash takes Node's pipes for a
 * remote login's socket and would read the user's .bashrc.)
 */
const leaderScript = `
( while read -r -u 3 _; do :; done; kill -KILL -- -$$ ) </dev/null >/dev/null 2>&1 4>&- &
umask 022
exec "$@" 2>&1 3<&-
`;

/** What was killed is gone within a few milliseconds, unless the machine is busy. */
const firstPauseMs = 2;
const longestPauseMs = 20;

/** Starts a program in a process group that ends with this process at the latest; rejects if it cannot be started. */
export async function startProcessGroup(command: GroupCommand): Promise<ProcessGroup> {
  const mark = { name: 'LEASEHOLD_PROCESS_GROUP', value: randomUUID() };
  const child = spawn('bash', ['--norc', '-c', leaderScript, 'bash', command.path, ...command.args], {
    cwd: command.cwd,
    env: { ...command.env, [mark.name]: mark.value },
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid as number));
  });
  const [instructions, , , lifeline, reports] = child.stdio as [Writable, Readable, null, Writable, Readable];
  for (const pipe of [instructions, lifeline]) pipe.on('error', ignoreBrokenPipe);
  const kill = () => killGroup({ pgid: pid, mark: `${mark.name}=${mark.value}` });
  return { pid, output: child.stdout as Readable, instructions, reports, exited, kill };
}

/** Kills with SIGKILL every process that belongs to a group, or has its mark, and resolves when none is left. */
export async function killGroup(group: GroupIdentity): Promise<void> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    if (group.pgid !== undefined) signal(-group.pgid);
    const left = await findMembers(group);
    if (left.length === 0) return;
    left.forEach(signal);
    await sleep(pauseMs);
  }
}

function signal(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The other end of a pipe may die at any time; that it did is known from `exited`. */
function ignoreBrokenPipe(): void {}
