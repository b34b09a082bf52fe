import type { PlanJson } from '../../domain/terraform/plan-json';
import type { RunContext } from '../run-context';
import { timesOf, usedUpAt } from './cluster-times';
import { notEmptied, silent } from './cluster-failures';
import { clusterTokens } from './cluster-token';
import { type Cluster, eksClustersDeletedBy } from './doomed-clusters';
import { emptyCluster } from './empty-cluster';
import { ClusterSilent, type KubeApi, openKubeApi } from './kube-api';

/**
 * Empties the clusters of EKS that a plan deletes, and waits until what their controllers made outside is gone: after the cluster
 * nobody would remove it. RunFailure, with what is left, where one cannot be emptied.
 */
export async function emptyClusters(context: RunContext, plan: PlanJson): Promise<void> {
  for (const cluster of eksClustersDeletedBy(plan, context.target.region)) await empty(context, cluster);
}

async function empty(context: RunContext, cluster: Cluster): Promise<void> {
  const { environment, log } = context;
  context.board.begin('empty-cluster');
  const api = open(context, cluster);
  try {
    const left = await emptyCluster(api, emptyingFor(context));
    if (left.length > 0) throw notEmptied({ cluster, environment: environment.name }, left);
    log(`The cluster ${cluster.name} is empty.`);
  } catch (error) {
    context.abort.signal.throwIfAborted();
    if (!(error instanceof ClusterSilent)) throw error;
    if (error.isNowhere) return log(`The cluster ${cluster.name} is destroyed as it is: ${error.message}.`);
    throw silent({ cluster, environment: environment.name }, { why: error.message, made: [] });
  } finally {
    api.close();
  }
}

function open({ accessTo, target, abort, clusterTimes }: RunContext, cluster: Cluster): KubeApi {
  const { pausesMs } = timesOf({ clusterTimes });
  const token = clusterTokens(accessTo(target), cluster);
  return openKubeApi(cluster, { token, signal: abort.signal, pausesMs });
}

function emptyingFor({ abort, log, deadline, clusterTimes }: RunContext): Parameters<typeof emptyCluster>[1] {
  const { everyMs } = timesOf({ clusterTimes });
  const until = usedUpAt({ clusterTimes, deadline });
  return { until, everyMs, signal: abort.signal, log, behind: () => Promise.resolve([]) };
}
