import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a look at the world found: the thing that is waited for, if it is there, and what changes whenever anything gets on. */
export interface Look<Thing> {
  thing?: Thing | undefined;
  /** Compared as JSON. A heartbeat or a clock has no place in it: it changes while nothing gets on. */
  progress?: unknown;
}

/** How often to look, how long nothing may get on, and how long a wait may last in all; milliseconds. */
export interface Patience {
  everyMs?: number;
  standstillMs?: number;
  mostMs?: number;
}

const idleStandstillMs = 120_000;
const most = 20 * 60_000;
const mostSlowdown = 4;

/** A wait that ended in vain; `message` says what was waited for and what it stood still at. */
export class StoodStill extends Error {
  override readonly name = 'StoodStill';
}

/**
 * Looks until the thing is there. What gets on is waited for, at most twenty minutes; throws StoodStill when nothing gets
 * on for two minutes, or for longer on a machine that has more to do than cores.
 */
export async function patiently<Thing>(
  what: string,
  look: () => Look<Thing> | Promise<Look<Thing>>,
  { everyMs = 250, standstillMs = idleStandstillMs, mostMs = most }: Patience = {},
): Promise<Thing> {
  const started = performance.now();
  let last = { at: started, seen: '' };
  for (;;) {
    const { thing, progress } = await look();
    if (thing !== undefined) return thing;
    const [now, seen] = [performance.now(), JSON.stringify(progress ?? null)];
    if (seen !== last.seen) last = { at: now, seen };
    const still = now - last.at;
    if (still > standstillMs * slowdown())
      throw new StoodStill(sentence(what, `nothing got on for ${inSeconds(still)}`, seen));
    if (now - started > mostMs) throw new StoodStill(sentence(what, `not within ${inSeconds(mostMs)}`, seen));
    await sleep(everyMs);
  }
}

function sentence(what: string, why: string, seen: string): string {
  return `${what}: ${why}; it stood still at ${seen}`;
}

function inSeconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

/** How much slower than idle this machine is now: what waits to run for each core. */
function slowdown(): number {
  const [load = 0] = loadavg();
  return Math.min(mostSlowdown, Math.max(1, load / availableParallelism()));
}
