import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { identityOf, isRunning, ProcessIdentity } from '../../tools/processes/process-identity';

/** A folder that this process alone keeps a plane in. */
export interface HeldFolder {
  release: () => Promise<void>;
}

/** Another process keeps a plane in the folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld';

  constructor(readonly holder: ProcessIdentity) {
    super(`the process ${holder.pid} holds the folder`);
  }
}

/** So often is a place tried to be taken that a dead process left. */
const attempts = 5;

/** Holds a folder for this process until it is released, or until the process is over; throws FolderHeld where another has it. */
export async function holdFolder(folder: string): Promise<HeldFolder> {
  const file = join(folder, 'plane.lock');
  const own = await describeSelf();
  const mine = `${file}.${randomUUID()}`;
  // Linked when it is whole, so that nobody reads half of it.
  await writeFile(mine, own, { mode: 0o600, flag: 'wx' });
  try {
    for (let left = attempts; left > 0; left -= 1) {
      if (await tryToLink(mine, file)) return { release: () => release(file, own) };
      await removeStale(file);
    }
    throw new Error(`${file} changes hands again and again; try again.`);
  } finally {
    await rm(mine, { force: true });
  }
}

async function describeSelf(): Promise<string> {
  const identity = await identityOf(process.pid);
  if (!identity) throw new Error('this machine does not say when a process was started');
  return JSON.stringify(identity);
}

async function tryToLink(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead process's lock away; throws FolderHeld for a living one's. */
async function removeStale(file: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(unlessAbsent);
  if (seen === undefined) return;
  const holder = z.string().transform(parsed).pipe(ProcessIdentity).safeParse(seen).data;
  if (holder && (await isRunning(holder))) throw new FolderHeld(holder);
  await removeExactly(file, seen);
}

/** A third process may have put its own there meanwhile: what is moved away is looked at, and given back. */
async function removeExactly(file: string, seen: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  const moved = await rename(file, aside).then(() => true, unlessAbsent);
  if (moved === undefined) return;
  if ((await readFile(aside, 'utf8')) !== seen) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function release(file: string, own: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(unlessAbsent);
  if (seen === own) await rm(file, { force: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
