import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../emulators/dynamodb';
import { identityOf } from '../tools/processes/process-identity';
import type { Closing } from './closing';
import { type Emulator, openEmulator } from './emulator';
import { hasMark, type Marked, writeMark } from './kept/emulator-mark';
import { keepEmulator } from './kept/keep-emulator';
import type { KeptPlane } from './kept/keep-plane';
import { type EmulatorName, emulatorNames } from './kept/kept-record';
import type { PlaneOptions } from './plane-options';
import { folderPrefix, noteOwner, removeOldFolders } from './start/old-folders';

/** The path of a socket may have about a hundred signs. */
const longestFolder = 70;

/** A folder that no other user of this machine may enter, for sockets, builds and the sign-in code; that of the plane before, where one is kept. */
export async function makeFolder(options: PlaneOptions, closing: Closing): Promise<string> {
  const { kept, machineEnv } = options;
  const usual = machineEnv.TMPDIR ?? tmpdir();
  const parent = usual.length > longestFolder ? '/tmp' : usual;
  const before = await takeUp(kept?.record.folder);
  await removeOldFolders(parent);
  const folder = before ?? (await mkdtemp(join(parent, folderPrefix)));
  if (kept) await kept.update({ folder });
  else closing.add(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const own = await identityOf(process.pid);
  if (own) await noteOwner(folder, own);
  return folder;
}

/** The folder of the plane before without all that died with it; undefined where it is gone. */
async function takeUp(folder: string | undefined): Promise<string | undefined> {
  if (folder === undefined || !(await stat(folder).catch(() => undefined))?.isDirectory()) return undefined;
  const own = await identityOf(process.pid);
  if (own) await noteOwner(folder, own);
  const ofEmulators = emulatorNames.map((name) => `${name}.`);
  for (const file of await readdir(folder)) {
    const stays = file.startsWith('owner-') || ofEmulators.some((start) => file.startsWith(start));
    if (!stays) await rm(join(folder, file), { recursive: true, force: true, maxRetries: 3 });
  }
  return folder;
}

/** What the hub's table, buckets and log group are in, and, as an account of its own would be, a target that knows none of them. */
export async function openStores(options: PlaneOptions, closing: Closing, folder: string) {
  const open = async (name: EmulatorName) =>
    closing.keep(await openOne({ name, losses: [name] }, options, folder));
  const openTable = async () =>
    closing.keep(await startDynamoDb(join(folder, 'dynamodb.sock'), options.kept?.tableFolder));
  const opening = [open('hub'), open('target'), openTable()] as const;
  // Should one fail, what opens after it must be known before everything is closed.
  await Promise.allSettled(opening);
  const [emulator, target, dynamoDb] = await Promise.all(opening);
  return { emulator, target, dynamoDb };
}

/** Opens one of the emulators: that of the plane before where it is kept, else an empty one, with which `losses` are lost. */
export async function openOne(
  { name, losses }: { name: EmulatorName; losses: readonly EmulatorName[] },
  options: PlaneOptions,
  folder: string,
): Promise<Emulator> {
  const { tools, machineEnv: env, kept, log, notice } = options;
  const { emulator: found } = tools;
  if (kept && found.kind === 'program')
    return keepEmulator(name, { ...options, kept, folder, env, program: found, losses });
  const socket = join(folder, `${name}.sock`);
  const opened = await openEmulator(found, { env, onOutput: log, socket, notice });
  if (kept) await takeMark(kept, { url: opened.url, name, plane: kept.record.id });
  return opened;
}

/** One that others started may be another than before, or have been started anew. */
async function takeMark(kept: KeptPlane, marked: Marked): Promise<void> {
  if (await hasMark(marked)) return;
  await kept.update({ lost: kept.record.lost.concat(marked.name) });
  await writeMark(marked);
}
