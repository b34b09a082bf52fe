import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPlane } from './bench-plane';

const shortestPauseMs = 50;
/** A look costs the machine that is measured some milliseconds, so the more time has passed, the rarer they are: half a percent of it. */
const pauseShare = 0.005;
const patienceMs = 10 * 60_000;

/** Milliseconds from the request for an environment to the first look that finds it ready. */
export async function timeToReady(
  { api }: BenchPlane,
  wish: { name: string; template: string; inputs: Record<string, unknown> },
): Promise<number> {
  const start = performance.now();
  await api.want('POST /environments', { body: { ...wish, ttl: '7d' } });
  await until(api, wish.name, 'ready');
  return performance.now() - start;
}

/** Destroys an environment and waits until it is gone. */
export async function removeEnvironment({ api }: BenchPlane, name: string): Promise<void> {
  await api.want(`DELETE /environments/${name}`);
  await until(api, name, 'destroyed');
}

/** Looks at an environment until it has this status; throws when it has come to an end that is another one. */
export async function until(api: BenchPlane['api'], name: string, wanted: string): Promise<void> {
  const start = performance.now();
  for (;;) {
    const { status, failure } = await api.want(`GET /environments/${name}`);
    if (status === wanted) return;
    if (status === 'failed' || status === 'stuck' || performance.now() > start + patienceMs)
      throw new Error(`'${name}' is ${status} and not ${wanted}: ${failure?.reason ?? 'it took too long'}`);
    await sleep(Math.max(shortestPauseMs, (performance.now() - start) * pauseShare));
  }
}
