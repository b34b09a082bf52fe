import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../../client/kept/replace-file';
import { CliConfig } from '../../config/client';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { Candidate } from './candidate';

/** Names are kept so long, in milliseconds: for a few keystrokes, not for the next command. */
const freshMs = 15_000;

/** What a file keeps: names by what they are of, and when they were read. */
const Kept = z.record(z.string(), z.object({ at: z.number(), names: z.array(Candidate) }));
type Kept = z.infer<typeof Kept>;

/** Where the names of one control plane are kept, for one person. */
export interface NameCache {
  file: string | undefined;
  now: () => number;
}

/** The file for the names of a control plane as one person sees it: `who` is all that it depends on. */
export function cacheFor(who: readonly string[], env: ProcessEnvironment | undefined): string | undefined {
  const { XDG_CACHE_HOME, HOME } = readConfig(CliConfig, env);
  const base = XDG_CACHE_HOME ?? (HOME === undefined ? undefined : join(HOME, '.cache'));
  if (base === undefined) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(who)).digest('hex');
  return join(base, 'leasehold', 'completion', `${digest}.json`);
}

/** Names that were read a moment ago; undefined where there are none. */
export async function keptNames({ file, now }: NameCache, of: string): Promise<Candidate[] | undefined> {
  const found = (await readKept(file))[of];
  return found && isFresh(found.at, now()) ? found.names : undefined;
}

/** Keeps names for this user's eyes only; a folder that cannot be written keeps none, and no completion fails for it. */
export async function keepNames({ file, now }: NameCache, of: string, names: Candidate[]): Promise<void> {
  if (file === undefined) return;
  const before = Object.entries(await readKept(file)).filter(([, { at }]) => isFresh(at, now()));
  const kept: Kept = { ...Object.fromEntries(before), [of]: { at: now(), names } };
  await replaceFile(file, JSON.stringify(kept)).catch(() => undefined);
}

async function readKept(file: string | undefined): Promise<Kept> {
  if (file === undefined) return {};
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}

/** A clock that was set back must not keep names for long. */
function isFresh(at: number, now: number): boolean {
  return at <= now && now - at < freshMs;
}
