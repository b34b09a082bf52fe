import { mkdir, rm, stat, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { killGroup } from '../../tools/processes/process-group';
import { isRunning } from '../../tools/processes/process-identity';
import { sendBeat } from '../../tools/processes/lasting-group';
import {
  emulatorNames,
  type EmulatorPaths,
  emulatorPaths,
  type KeptEmulator,
  type KeptRecord,
  newRecord,
  readRecord,
  recordFile,
  writeRecord,
} from './kept-record';

/** How long emulators live on when nobody keeps them running. */
export const graceSeconds = 600;
const beatMs = 5_000;
const mostOutputBytes = 8 * 1_048_576;

/** The variable that marks the processes of the emulators of a plane. */
export const emulatorMark = 'LEASEHOLD_PROCESS_GROUP';

/** What of a plane outlives its process: its table, its emulators, and what the next process must know of them. */
export interface KeptPlane {
  /** The folder that the table lies in. */
  tableFolder: string;
  record: KeptRecord;
  /** When the plane before was last there; undefined where there was none. */
  lastSeenAt: Date | undefined;
  /** Writes what is known since to disk. */
  update: (change: Partial<KeptRecord>) => Promise<void>;
  /** Leaves all to a later process: the emulators live on for the time of grace. */
  leave: () => void;
  /** Ends the emulators and removes all that was kept. */
  forget: () => Promise<void>;
}

/** Takes up what the last plane of a folder left, and keeps its emulators running from now on; with `fresh`, forgets it first. */
export async function keepPlane(folder: string, { fresh }: { fresh: boolean }): Promise<KeptPlane> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const left = await readRecord(folder);
  const lastSeenAt = await lastSeen(folder);
  if (fresh) await forget(folder, left);
  const kept = { record: fresh || !left ? newRecord() : left, written: Promise.resolve() };
  const leave = startBeating(folder, () => kept.record);
  return {
    tableFolder: join(folder, 'table'),
    get record() {
      return kept.record;
    },
    lastSeenAt: fresh ? undefined : lastSeenAt,
    update: (change) => {
      kept.record = { ...kept.record, ...change };
      const written = kept.written.then(() => writeRecord(folder, kept.record));
      kept.written = written.catch(() => undefined);
      return written;
    },
    leave,
    forget: async () => {
      leave();
      await forget(folder, kept.record);
    },
  };
}

/** A plane touches its record as long as it is there. */
async function lastSeen(folder: string): Promise<Date | undefined> {
  return (await stat(recordFile(folder)).catch(() => undefined))?.mtime;
}

function startBeating(folder: string, record: () => KeptRecord): () => void {
  const beat = () => {
    const now = new Date();
    void utimes(recordFile(folder), now, now).catch(() => undefined);
    for (const paths of pathsOf(record())) void keepRunning(paths).catch(() => undefined);
  };
  beat();
  const timer = setInterval(beat, beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

function pathsOf({ folder, emulators }: KeptRecord): EmulatorPaths[] {
  if (folder === undefined) return [];
  return emulatorNames.filter((name) => emulators[name]).map((name) => emulatorPaths(folder, name));
}

/** What an emulator prints is for whoever looks into a problem; nobody needs all of it. */
async function keepRunning({ keeper, output }: EmulatorPaths): Promise<void> {
  await sendBeat(keeper);
  const { size } = await stat(output);
  if (size > mostOutputBytes) await truncate(output);
}

async function forget(folder: string, record: KeptRecord | undefined): Promise<void> {
  await Promise.all(Object.values(record?.emulators ?? {}).map(endEmulator));
  if (record?.folder !== undefined) await rm(record.folder, { recursive: true, force: true, maxRetries: 3 });
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Ends what is left of an emulator; a process that only has its pid is let be. */
export async function endEmulator({ process: identity, mark }: KeptEmulator): Promise<void> {
  if (!(await isRunning(identity))) return;
  await killGroup({ pgid: identity.pid, mark: `${emulatorMark}=${mark}` });
}
