import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { GroupCommand } from './process-group';

/** A program that outlives whoever started it; what it prints goes to a file, as nobody may be there to read it. */
export interface LastingCommand extends GroupCommand {
  /** The variable that marks the environment of the group's members. */
  mark: { name: string; value: string };
  /** Where a pipe is made that it is kept running through; nothing may be there yet. */
  keeper: string;
  output: string;
  /** It is killed when nobody kept it running for so many seconds. */
  graceSeconds: number;
}

/** A program that was started; `exited` resolves with how it ended, as far as this process lives to see it. */
export interface LastingGroup {
  pid: number;
  exited: Promise<string>;
}

/**
 * A watcher in the group reads a named pipe that it holds open at both ends itself, so that it never sees its end: it waits for
 * a beat, from whichever process sends one, and when none comes for the time of grace it kills the group.
 */
const leaderScript = `
umask 077
keeper=$1 output=$2 grace=$3; shift 3
mkfifo "$keeper" || exit 126
( exec 3<>"$keeper"; while read -r -t "$grace" -u 3 _; do :; done; kill -KILL -- -$$ ) </dev/null >/dev/null 2>&1 &
exec "$@" </dev/null >>"$output" 2>&1
`;

/** Starts a program in a process group that lives on when this process dies, for the time of grace; rejects if it cannot be started. */
export async function startLastingGroup(command: LastingCommand): Promise<LastingGroup> {
  const { mark, keeper, output, graceSeconds, path, args } = command;
  const given = [keeper, output, String(graceSeconds), path, ...args];
  const child = spawn('bash', ['--norc', '-c', leaderScript, 'bash', ...given], {
    cwd: command.cwd,
    env: { ...command.env, [mark.name]: mark.value },
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid as number));
  });
  return { pid, exited };
}

/** Tells the watcher of a group, through its pipe, that somebody is there; false where no watcher reads it. */
export async function sendBeat(keeper: string): Promise<boolean> {
  try {
    // Without waiting for a reader: where there is none, the group is gone.
    const pipe = await open(keeper, constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      await pipe.write('\n');
    } finally {
      await pipe.close();
    }
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // A full pipe has beats enough.
    if (code === 'EAGAIN') return true;
    if (['ENOENT', 'ENXIO', 'EPIPE'].includes(code)) return false;
    throw error;
  }
}
