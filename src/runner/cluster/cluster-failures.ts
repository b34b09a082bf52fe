import { type RunFailure, runFailure } from '../../domain/environment/run-failure';
import type { Cluster } from './doomed-clusters';

/** What a failure says of a cluster, and to whom it belongs. */
interface Concerned {
  cluster: Cluster;
  environment: string;
}

/** That a cluster could not be emptied in time: a person must see what keeps these. */
export function notEmptied({ cluster, environment }: Concerned, left: readonly string[]): RunFailure {
  return runFailure(
    'occupied',
    `The cluster ${cluster.name} was emptied, and this still exists: ${left.join('; ')}. The cluster is not destroyed, since nothing would remove it then. Most often the controller that has to remove it does not run: see its log, or remove by hand what it waits for and its finalizers, then run 'idp retry ${environment}'.`,
    [...left],
  );
}

/** That a cluster did not let itself be emptied, with what its controllers made. */
export function silent(
  { cluster, environment }: Concerned,
  { why, made }: { why: string; made: readonly string[] },
): RunFailure {
  return runFailure(
    'occupied',
    `The cluster ${cluster.name} could not be emptied: ${why}. It is not destroyed, since what its controllers made would be left: ${made.join('; ')}. Let the runs reach its endpoint, and give the role of the target an access entry with AmazonEKSClusterAdminPolicy; or remove by hand what is named. Then run 'idp retry ${environment}'.`,
    [cluster.address, ...made],
  );
}
