import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type HeldFile, holdFile } from './hold-file';
import type { RunContext } from '../run-context';

/**
 * Does `work` with the life's folder empty and this build's alone; afterwards it is removed. A build that was lost may still be ending
 * in it, so its last process is waited for: Terraform holds the lock as well, by the descriptor that `work` is given.
 */
export async function inWorkFolder<Result>(
  { folder, abort, log }: Pick<RunContext, 'folder' | 'abort' | 'log'>,
  work: (lock: number | undefined) => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(folder), { recursive: true });
  const held = await holdFile(`${folder}.lock`, {
    signal: abort.signal,
    onWait: () => log(`Waiting: a lost build is still running in ${folder}.`),
  });
  if (!held) log(`${folder} is not locked: the program flock is not installed.`);
  try {
    await removeWhole(folder);
    return await work(held?.descriptor);
  } finally {
    await leave(folder, held, log);
  }
}

/** What stays costs room on the disk, and goes with the next run: no reason to call what was done a failure. */
async function leave(folder: string, held: HeldFile | undefined, log: RunContext['log']): Promise<void> {
  await removeWhole(folder).catch((error: unknown) =>
    log(`${folder} was not removed: ${(error as Error).message}`),
  );
  await held?.close();
}

/** A program may have left folders that nobody may write to, as Go's cache of modules is one; their owner may change that. */
async function removeWhole(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    await makeWritable(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
}
