import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const mebibytes = 48;
const page = 4096;

/** A disk of 48 MiB under a folder of its own; only root may mount one. */
export async function mountSmallDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'leasehold', folder]);
  return folder;
}

/** Takes the disk away, whoever still has a file open on it. */
export async function unmountDisk(folder: string): Promise<void> {
  try {
    await run('umount', ['--lazy', folder]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Takes all there is, and what others give back; returns how to give it all back. */
export function keepFull(folder: string): () => Promise<void> {
  const ballast = join(folder, 'ballast');
  const full = new AbortController();
  const filling = (async () => {
    for (let size = mebibytes * 2 ** 20; !full.signal.aborted; size = Math.max(page, size / 2))
      await appendFile(ballast, Buffer.alloc(size)).catch(() => sleep(5));
  })();
  return async () => {
    full.abort();
    await filling;
    await rm(ballast);
  };
}
