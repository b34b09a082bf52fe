import { counted } from '../../domain/base/counted';
import { type RunFailure, runFailure } from '../../domain/environment/run-failure';
import type { Cluster } from './doomed-clusters';

/** What a failure says of a cluster, and to whom it belongs. */
interface Concerned {
  cluster: Cluster;
  environment: string;
}

const access =
  'Make its endpoint reachable for the runs, and give the role of the target an access entry with AmazonEKSClusterAdminPolicy';

/** That a cluster could not be emptied in time: a person must see what keeps these. */
export function notEmptied({ cluster, environment }: Concerned, left: readonly string[]): RunFailure {
  return runFailure(
    'occupied',
    `The cluster ${cluster.name} was emptied, and this still exists: ${left.join('; ')}. The cluster is not destroyed, since nothing would remove it then. Most often the controller that has to remove it does not run: see its log, or remove by hand what it waits for and its finalizers, then run 'idp retry ${environment}'.`,
    [...left],
  );
}

/** That a cluster did not let itself be emptied, with what its controllers made. */
export function silentWith(
  { cluster, environment }: Concerned,
  { why, made }: { why: string; made: readonly string[] },
): RunFailure {
  return runFailure(
    'occupied',
    `The cluster ${cluster.name} could not be emptied: ${why}. It is not destroyed, since what its controllers made would be left: ${made.join('; ')}. ${access}; or remove by hand what is named. Then run 'idp retry ${environment}': once no such object exists any more, the cluster is destroyed even if it still cannot be emptied.`,
    [cluster.address, ...made],
  );
}

/** That a cluster did not let itself be emptied, and that nothing of it was found: the next attempt decides. */
export function silentAlone({ cluster, environment }: Concerned, why: string): RunFailure {
  return runFailure(
    'unreachable',
    `The cluster ${cluster.name} could not be emptied: ${why}. No object with a tag of its controllers was found. If that is so at the next attempt too, it is destroyed as it is. ${access}, if it may hold anything; 'idp retry ${environment}' tries again at once.`,
    [cluster.address],
  );
}

/** That things of a destroyed cluster are left, which nobody removes any more; `made` are their names. */
export function orphaned(environment: string, made: readonly string[]): RunFailure {
  return runFailure(
    'occupied',
    `The cluster is destroyed, and of what its controllers made, ${counted(made.length, 'object')} still ${made.length === 1 ? 'exists' : 'exist'}: ${made.join('; ')}. No controller removes ${made.length === 1 ? 'it' : 'them'} any more: delete ${made.length === 1 ? 'it' : 'them'} in the target account, then run 'idp retry ${environment}'.`,
    [...made],
  );
}
