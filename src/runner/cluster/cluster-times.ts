/** How long a run waits for a cluster, in milliseconds. */
export interface ClusterTimes {
  /** Before each further try of a call without an answer. */
  pausesMs: readonly number[];
  /** Between two looks at what is to go. */
  everyMs: number;
  /** How long emptying one may take. */
  mostMs: number;
}

const usual: ClusterTimes = {
  pausesMs: [2_000, 5_000, 15_000, 30_000],
  everyMs: 10_000,
  mostMs: 15 * 60_000,
};
/** What the destroy of a cluster and its network takes, and at least what emptying has. */
const destroyMs = 20 * 60_000;
const leastMs = 60_000;

/** The times that a run keeps. */
export function timesOf({ clusterTimes }: { clusterTimes?: ClusterTimes | undefined }): ClusterTimes {
  return clusterTimes ?? usual;
}

/** When emptying a cluster that begins now must be over, so that there is time left to destroy it; on `performance.now()`'s scale. */
export function usedUpAt(run: { clusterTimes?: ClusterTimes | undefined; deadline: number }): number {
  const now = performance.now();
  return Math.min(now + timesOf(run).mostMs, Math.max(now + leastMs, run.deadline - destroyMs));
}
