import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../emulators/dynamodb';
import type { Closing } from './closing';
import { openEmulator } from './emulator';
import type { PlaneOptions } from './plane-options';
import { folderPrefix, noteOwner, removeOldFolders } from './start/old-folders';
import { identityOf } from '../tools/processes/process-identity';

/** The path of a socket may have about a hundred signs. */
const longestFolder = 70;

/** A folder that no other user of this machine may enter, for sockets, builds and the sign-in code. */
export async function makeFolder({ machineEnv }: PlaneOptions, closing: Closing): Promise<string> {
  const usual = machineEnv.TMPDIR ?? tmpdir();
  const parent = usual.length > longestFolder ? '/tmp' : usual;
  await removeOldFolders(parent);
  const folder = await mkdtemp(join(parent, folderPrefix));
  const own = await identityOf(process.pid);
  if (own) await noteOwner(folder, own);
  closing.add(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** What the hub's table, buckets and log group are in, and, as an account of its own would be, a target that knows none of them. */
export async function openStores({ tools, machineEnv, log }: PlaneOptions, closing: Closing, folder: string) {
  const open = async (name: string) => {
    const options = { env: machineEnv, onOutput: log, socket: join(folder, `${name}.sock`) };
    return closing.keep(await openEmulator(tools.emulator, options));
  };
  const openTable = async () => closing.keep(await startDynamoDb(join(folder, 'dynamodb.sock')));
  const opening = [open('hub'), open('target'), openTable()] as const;
  // Should one fail, what opens after it must be known before everything is closed.
  await Promise.allSettled(opening);
  const [emulator, target, dynamoDb] = await Promise.all(opening);
  return { emulator, target, dynamoDb };
}
