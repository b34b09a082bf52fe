import { CliError } from './errors';

/** What a client of the API uses of the machine, so that a test can replace it: time, ids, and the person's Ctrl-C. */
export interface ClientWorld {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after `ms` milliseconds; rejects when interrupted. */
  sleep: (ms: number) => Promise<void>;
  newId: () => Promise<string>;
  /** Aborted when the person presses Ctrl-C, or the machine ends the program. */
  interrupted: AbortSignal;
}

const firstPause = 500;
const longestPause = 5_000;

/** What waits between two looks at something: half a second at first, and longer the longer it takes; throws as `pause` does. */
export function pacer(world: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>): () => Promise<void> {
  const began = world.now();
  return () => pause(world, Math.min(longestPause, firstPause + (world.now() - began) / 60));
}

/** Waits `ms` milliseconds; throws `interrupted` when the person presses Ctrl-C meanwhile. */
export async function pause({ sleep, interrupted }: Pick<ClientWorld, 'sleep' | 'interrupted'>, ms: number) {
  try {
    await sleep(ms);
  } catch (cause) {
    throw interrupted.aborted ? new CliError('interrupted', 'Interrupted.', { cause }) : cause;
  }
}
