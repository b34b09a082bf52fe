import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ProcessIdentity } from '../../tools/processes/process-identity';

/** An emulator that outlives the plane: which process it is, where it listens, and through which pipe it is kept running. */
export const KeptEmulator = z.strictObject({
  process: ProcessIdentity,
  mark: z.string(),
  socket: z.string(),
  keeper: z.string(),
  output: z.string(),
});
export type KeptEmulator = z.infer<typeof KeptEmulator>;

/** The two emulators of a plane. */
export const emulatorNames = ['hub', 'target'] as const;
export type EmulatorName = (typeof emulatorNames)[number];

const Port = z.number().int().min(1).max(65_535);

/** What the next plane of a folder must know of the one before; `key` is what the secrets of its parts' keys are made from. */
export const KeptRecord = z.strictObject({
  id: z.string(),
  key: z.string(),
  /** The folder of its sockets; missing until it was made. */
  folder: z.string().optional(),
  emulators: z.partialRecord(z.enum(emulatorNames), KeptEmulator),
  /** When the plane last said that it was there, in milliseconds. */
  seenAt: z.number().optional(),
  ports: z.strictObject({ api: Port.optional(), issuer: Port.optional(), target: Port.optional() }),
  issuerKey: z.record(z.string(), z.unknown()).optional(),
});
export type KeptRecord = z.infer<typeof KeptRecord>;

/** Of a plane that there was none before. */
export function newRecord(): KeptRecord {
  return { id: randomUUID(), key: randomBytes(30).toString('base64url'), emulators: {}, ports: {} };
}

const fileName = 'plane.json';

/** What the last plane of the folder wrote; undefined where there is nothing that can be read. */
export async function readRecord(folder: string): Promise<KeptRecord | undefined> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => '');
  try {
    return KeptRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Writes it for this user's eyes only; a reader, and a plane after a kill, finds the old one or the new one. */
export async function writeRecord(folder: string, record: KeptRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const next = join(folder, `${fileName}.next`);
  await rm(next, { force: true });
  await writeFile(next, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(next, join(folder, fileName));
}
