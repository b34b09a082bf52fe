import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isRunning, ProcessIdentity } from '../../tools/processes/process-identity';

/** A folder that this process alone keeps a plane in. */
export interface HeldFolder {
  release: () => Promise<void>;
}

/** Another process keeps a plane in the folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld';

  constructor(readonly holder: ProcessIdentity) {
    super(`the process ${holder.pid} uses the folder`);
  }
}

const attempts = 20;
const longestPauseMs = 150;
const noteFile = /^plane\.[0-9a-f-]{36}\.(?:asks|held)\.lock$/;

/**
 * Holds a folder for this process until it is released, or until the process is over; throws FolderHeld where another has it.
 * Whoever wants it puts a note there first and looks for others' then, so of any two at least one sees the other: who sees
 * another that only asks gives way and tries again a little later.
 */
export async function holdFolder(folder: string): Promise<HeldFolder> {
  const own = await identifySelf();
  for (let left = attempts; ; left -= 1) {
    const id = randomUUID();
    const asking = join(folder, `plane.${id}.asks.lock`);
    await putNote(asking, own);
    const other = await findOther(folder, id);
    if (!other) {
      const held = join(folder, `plane.${id}.held.lock`);
      // Both stay: one that is renamed while another lists the folder may be in no list.
      await link(asking, held);
      return { release: async () => void (await Promise.all([asking, held].map(remove))) };
    }
    await remove(asking);
    if (other.held || left === 0) throw new FolderHeld(other.who);
    await sleep(Math.random() * longestPauseMs);
  }
}

async function identifySelf(): Promise<ProcessIdentity> {
  const identity = await identityOf(process.pid);
  if (!identity) throw new Error('this machine does not report when a process was started');
  return identity;
}

/** It is there when it is whole, so that nobody reads half of it. */
async function putNote(file: string, own: ProcessIdentity): Promise<void> {
  await writeFile(`${file}.next`, JSON.stringify(own), { mode: 0o600, flag: 'wx' });
  await rename(`${file}.next`, file);
}

interface Other {
  who: ProcessIdentity;
  held: boolean;
}

/** Another process that has or wants the folder, one that has it first; what dead ones left is removed, as no living one has its name. */
async function findOther(folder: string, own: string): Promise<Other | undefined> {
  const notes = (await readdir(folder)).filter((name) => noteFile.test(name) && !name.includes(own));
  const found: Other[] = [];
  for (const note of notes) {
    const who = await readNote(join(folder, note));
    if (who && (await isRunning(who))) found.push({ who, held: note.endsWith('.held.lock') });
    else await remove(join(folder, note));
  }
  return found.find(({ held }) => held) ?? found[0];
}

const remove = (file: string) => rm(file, { force: true });

async function readNote(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return ProcessIdentity.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
