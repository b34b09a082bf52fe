import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A lock on a file, of this machine alone; it is held as long as any process has the descriptor open. */
export interface HeldFile {
  /** To be inherited by whatever the lock must outlive this process for. */
  descriptor: number;
  close: () => Promise<void>;
}

/** How to wait for a lock: `onWait` is called once if another has it, an abort of `signal` ends the waiting with its reason. */
export interface HoldOptions {
  signal: AbortSignal;
  onWait: () => void;
}

const { O_CREAT, O_RDONLY } = constants;

/**
 * Takes the lock on a file, which is made if it is not there, and waits while another process has it. The kernel keeps it, so it
 * is neither left behind by a process that is killed nor lost with it while another that inherited it still works. Undefined
 * where the machine has no program that takes it (`flock`, of util-linux).
 */
export async function holdFile(path: string, { signal, onWait }: HoldOptions): Promise<HeldFile | undefined> {
  const file = await open(path, O_CREAT | O_RDONLY, 0o600);
  const close = () => file.close();
  try {
    const taken = await lock(file.fd, ['-n'], signal);
    if (taken === undefined) return await close().then(() => undefined);
    if (!taken) onWait();
    if (taken || (await lock(file.fd, [], signal))) return { descriptor: file.fd, close };
    throw new Error(`${path} could not be locked`);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether the lock was taken; undefined where there is no program for it. It shares the open file, so the lock stays ours. */
function lock(descriptor: number, options: string[], signal: AbortSignal): Promise<boolean | undefined> {
  signal.throwIfAborted();
  const stdio = ['ignore', 'ignore', 'ignore', descriptor] as const;
  const child = spawn('flock', [...options, '3'], { stdio: [...stdio], signal, killSignal: 'SIGKILL' });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => resolve(code === 0));
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason as Error);
      else if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
  });
}
