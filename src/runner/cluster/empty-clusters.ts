import type { CheckedResource } from '../../domain/environment/receipt';
import type { RunContext } from '../run-context';
import type { Work } from '../state/kept-state';
import { inspect, type Inspection } from '../verify/verify-context';
import { verifyContextOf } from '../verify/verify-context-of';
import { timesOf, usedUpAt } from './cluster-times';
import { notEmptied, silentAlone, silentWith } from './cluster-failures';
import { clusterTokens } from './cluster-token';
import type { Cluster } from './doomed-clusters';
import { emptyCluster } from './empty-cluster';
import { judgeSilence, wasSilentBefore } from './judge-silence';
import { ClusterSilent, type KubeApi, openKubeApi } from './kube-api';
import { KubeObjects } from './kube-objects';
import { type KnownInside, presumedOf, readInside } from './known-inside';
import { OutsideLooks } from './look-outside';
import { Sightings } from './sightings';

/** A cluster that is about to go, and what looking at it needs. */
interface Going {
  context: RunContext;
  inspection: Inspection;
  cluster: Cluster;
  seen: Sightings;
}

/**
 * Empties clusters of EKS that are about to be destroyed, and waits until what their controllers made outside is gone: after the
 * cluster nobody would remove it. Returns what was seen of it and is over; RunFailure, with what is left, where one must stay.
 */
export async function emptyClusters(
  context: RunContext,
  work: Work,
  clusters: readonly Cluster[],
): Promise<CheckedResource[]> {
  if (clusters.length === 0) return [];
  context.board.begin('empty-cluster');
  const inspection = await inspect(verifyContextOf(context, work));
  const over: CheckedResource[] = [];
  for (const cluster of clusters) {
    const seen = new Sightings(cluster.name);
    await empty({ context, inspection, cluster, seen });
    over.push(...seen.over());
  }
  return over;
}

async function empty(going: Going): Promise<void> {
  const { context, cluster } = going;
  const api = open(context, cluster);
  try {
    const left = await emptyAnswering(going, api);
    if (left.length > 0) throw notEmptied({ cluster, environment: context.environment.name }, left);
    context.log(`The cluster ${cluster.name} is empty.`);
  } catch (error) {
    context.abort.signal.throwIfAborted();
    if (!(error instanceof ClusterSilent)) throw error;
    await passSilent(going, error);
  } finally {
    api.close();
  }
}

function open({ accessTo, target, abort, clusterTimes }: RunContext, cluster: Cluster): KubeApi {
  const { pausesMs } = timesOf({ clusterTimes });
  const token = clusterTokens(accessTo(target), cluster);
  return openKubeApi(cluster, { token, signal: abort.signal, pausesMs });
}

async function emptyAnswering(going: Going, api: KubeApi): Promise<string[]> {
  const { abort, log, deadline, clusterTimes } = going.context;
  const looks = looksWith(going, await readInside(new KubeObjects(api), going.cluster.name));
  await remaining(going, looks);
  return emptyCluster(api, {
    until: usedUpAt({ clusterTimes, deadline }),
    everyMs: timesOf({ clusterTimes }).everyMs,
    behind: async (what) => {
      const { names, nodes } = await remaining(going, looks);
      return what === 'all' ? names : names.filter((name) => !nodes.has(name));
    },
    signal: abort.signal,
    log,
  });
}

function looksWith({ inspection, cluster }: Going, inside: KnownInside): OutsideLooks {
  return new OutsideLooks(inspection, { cluster, inside, when: 'before' });
}

/** The names of what its controllers made and that is still there. */
async function remaining({ seen }: Going, looks: OutsideLooks) {
  const { checked, nodes } = await looks.look();
  seen.note(checked);
  const names = checked.flatMap(({ found, address }) => (found === 'remaining' ? [address] : []));
  return { names, nodes };
}

/** Whether a cluster that could not be emptied goes all the same; a RunFailure where it does not. */
async function passSilent(going: Going, { message: why, isNowhere }: ClusterSilent): Promise<void> {
  const { context, cluster } = going;
  const { environment, log } = context;
  const { names: made } = await remaining(going, looksWith(going, presumedOf(cluster.name)));
  const concerned = { cluster, environment: environment.name };
  const wasSilent = wasSilentBefore(environment, cluster);
  const verdict = judgeSilence({ made, isNowhere, wasSilent });
  if (verdict === 'stuck') throw silentWith(concerned, { why, made });
  if (verdict === 'again') throw silentAlone(concerned, why);
  log(
    `The cluster ${cluster.name} could not be emptied (${why}); its controllers left no object, so it is destroyed.`,
  );
}
