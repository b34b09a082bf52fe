import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../../domain/base/counted';
import { budgets, entrances, type Maker, nodes, routes, snapshots } from './kinds';
import { KubeObjects } from './kube-objects';
import type { KubeApi } from './kube-api';
import { makersLeft, removeMakers } from './makers';
import { notRefusing, refuseNew } from './refuse-new';
import { gitOpsLeft, stopGitOps } from './stop-gitops';
import { removeStorage, storageLeft } from './storage';

/** How emptying goes: until when, on `performance.now()`'s scale, and how long between two looks. */
export interface Emptying {
  until: number;
  everyMs: number;
  /** What of that which was made outside is still there, by name; nodes are asked about once they are to go. */
  behind: (what: 'all' | 'but-nodes') => Promise<string[]>;
  signal: AbortSignal;
  log: (line: string) => void;
}

/** One step of emptying: it is begun again at each look, as somebody may make again what went. */
interface Step {
  what: string;
  begin: () => Promise<void>;
  left: () => Promise<string[]>;
  /** Goes on when the time of this step is over; the others are what emptying is for. */
  most?: number;
}

const quotaPatienceMs = 30_000;

/**
 * Removes what has something made outside of a cluster, and waits until it is gone with what was made for it: what the controllers
 * need in order to do that, such as the nodes that they run on, goes last. Returns what is left at the end of the time, by name.
 */
export async function emptyCluster(api: KubeApi, emptying: Emptying): Promise<string[]> {
  const cluster = new KubeObjects(api);
  for (const step of stepsFor(cluster, emptying)) {
    const left = await takeStep(step, emptying);
    if (left.length > 0) return left;
  }
  return [];
}

function stepsFor(cluster: KubeObjects, { behind }: Emptying): Step[] {
  const gone = (what: string, makers: readonly Maker[]): Step => ({
    what,
    begin: () => removeMakers(cluster, makers),
    left: () => makersLeft(cluster, makers),
  });
  const outside = (which: 'all' | 'but-nodes'): Step => ({
    what: 'what was made outside of it',
    begin: () => Promise.resolve(),
    left: () => behind(which),
  });
  return [
    { what: 'GitOps', begin: () => stopGitOps(cluster), left: () => gitOpsLeft(cluster) },
    {
      what: 'quotas',
      begin: () => refuseNew(cluster),
      left: () => notRefusing(cluster),
      most: quotaPatienceMs,
    },
    gone('routes', routes),
    gone('entrances', entrances),
    gone('snapshots', snapshots),
    { what: 'volumes', begin: () => removeStorage(cluster), left: () => storageLeft(cluster) },
    outside('but-nodes'),
    gone('disruption budgets', budgets),
    gone('nodes of Karpenter', nodes),
    outside('all'),
  ];
}

async function takeStep({ what, begin, left, most }: Step, emptying: Emptying): Promise<string[]> {
  const { until, everyMs, signal, log } = emptying;
  const own = most === undefined ? until : Math.min(until, performance.now() + most);
  for (let first = true; ; first = false) {
    await begin();
    const names = await left();
    if (names.length === 0) return [];
    if (performance.now() + everyMs > own) return most === undefined ? names : [];
    if (first) log(`Waiting for ${what} (${counted(names.length, 'object')}): ${brief(names)}.`);
    await sleep(everyMs, undefined, { signal });
  }
}

function brief(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
