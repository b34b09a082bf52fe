import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientWorld } from '../client/world';

/** The clock and the pauses of a job, which is told to end by SIGINT first and by SIGTERM later. */
export function jobWorld(): Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'> {
  const interruption = new AbortController();
  const { signal } = interruption;
  process.once('SIGINT', () => interruption.abort());
  process.once('SIGTERM', () => interruption.abort());
  return { now: Date.now, sleep: (ms) => sleep(ms, undefined, { signal }), interrupted: signal };
}
