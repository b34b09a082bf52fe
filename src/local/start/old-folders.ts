import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, ProcessIdentity } from '../../tools/processes/process-identity';

/** What the temporary folders of planes are called. */
export const folderPrefix = 'leasehold-';
const ownerFile = /^owner-\d+\.json$/;

/** Notes in a temporary folder that a process uses it: while one of those that do runs, nobody removes it. */
export async function noteOwner(folder: string, owner: ProcessIdentity): Promise<void> {
  await writeFile(join(folder, `owner-${owner.pid}.json`), JSON.stringify(owner), { mode: 0o600 });
}

/** Removes the temporary folders of this user's planes of which no process is left; returns how many there were. */
export async function removeOldFolders(parent: string): Promise<number> {
  const names = await readdir(parent).catch(() => []);
  const folders = names.filter((name) => name.startsWith(folderPrefix)).map((name) => join(parent, name));
  const removed = await Promise.all(folders.map(removeIfOld));
  return removed.filter(Boolean).length;
}

/** A folder without a note may be another program's, or just being made. */
async function removeIfOld(folder: string): Promise<boolean> {
  const owners = await readOwners(folder);
  if (owners.length === 0 || (await Promise.all(owners.map(isRunning))).some(Boolean)) return false;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return true;
}

async function readOwners(folder: string): Promise<ProcessIdentity[]> {
  if (!(await isOwn(folder))) return [];
  const files = (await readdir(folder).catch(() => [])).filter((name) => ownerFile.test(name));
  const owners = await Promise.all(files.map((file) => readOwner(join(folder, file))));
  return owners.filter((owner) => owner !== undefined);
}

async function isOwn(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}

async function readOwner(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return ProcessIdentity.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
