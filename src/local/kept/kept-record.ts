import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { folderPrefix } from '../start/old-folders';
import { ProcessIdentity } from '../../tools/processes/process-identity';

/** An emulator that outlives the plane: which process it is, and the mark in its environment. */
export const KeptEmulator = z.strictObject({ process: ProcessIdentity, mark: z.string() });
export type KeptEmulator = z.infer<typeof KeptEmulator>;

/** The two emulators of a plane. */
export const emulatorNames = ['hub', 'target'] as const;
export type EmulatorName = (typeof emulatorNames)[number];

/** Where an emulator listens, the pipe through which it is kept running, and where what it prints goes. */
export interface EmulatorPaths {
  socket: string;
  keeper: string;
  output: string;
}

/** The paths of an emulator in the folder of its plane. */
export function emulatorPaths(folder: string, name: EmulatorName): EmulatorPaths {
  const path = (what: string) => join(folder, `${name}.${what}`);
  return { socket: path('sock'), keeper: path('keeper'), output: path('log') };
}

const Port = z.number().int().min(1).max(65_535);

/** What the next plane of a folder must know of the one before; `key` is what the secrets of its parts' keys are made from. */
export const KeptRecord = z.strictObject({
  id: z.string(),
  key: z.string(),
  /** The temporary folder of its sockets; missing until it was made. */
  folder: z.string().refine(isTemporary).optional(),
  emulators: z.partialRecord(z.enum(emulatorNames), KeptEmulator),
  /** Those that were found gone, until every life that was on them is known to be lost. */
  lost: z.array(z.enum(emulatorNames)),
  ports: z.strictObject({ api: Port.optional(), issuer: Port.optional(), target: Port.optional() }),
  issuerKey: z.record(z.string(), z.unknown()).optional(),
});
export type KeptRecord = z.infer<typeof KeptRecord>;

/** What is named here is removed one day, so it must be a folder of the kind that planes make. */
function isTemporary(folder: string): boolean {
  return basename(folder).startsWith(folderPrefix) && [tmpdir(), '/tmp'].includes(dirname(folder));
}

async function isOwnAlone(file: string): Promise<boolean> {
  if (process.getuid === undefined) return true;
  const { uid, mode } = await stat(file);
  return uid === process.getuid() && (mode & 0o077) === 0;
}

/** Of a plane that there was none before. */
export function newRecord(): KeptRecord {
  return { id: randomUUID(), key: randomBytes(30).toString('base64url'), emulators: {}, lost: [], ports: {} };
}

/** Where it is written. */
export function recordFile(folder: string): string {
  return join(folder, 'plane.json');
}

/** What the last plane of the folder wrote; undefined where there is nothing that can be read, or that others could have written. */
export async function readRecord(folder: string): Promise<KeptRecord | undefined> {
  const text = await readFile(recordFile(folder), 'utf8').catch(() => '');
  if (text !== '' && !(await isOwnAlone(recordFile(folder)))) return undefined;
  try {
    return KeptRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Writes it for this user's eyes only; a reader, and a plane after a kill, finds the old one or the new one. */
export async function writeRecord(folder: string, record: KeptRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = recordFile(folder);
  const next = `${file}.next`;
  await rm(next, { force: true });
  await writeFile(next, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(next, file);
}
