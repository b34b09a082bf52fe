import type { Arn } from '../arn';
import type { HeldResource } from './held-resources';

/** Types that leave a snapshot behind when their template asks for one. */
const snapshotTakers = new Set([
  'aws_db_instance',
  'aws_rds_cluster',
  'aws_docdb_cluster',
  'aws_neptune_cluster',
  'aws_redshift_cluster',
  'aws_elasticache_replication_group',
  'aws_elasticache_cluster',
]);

/** Names of the snapshots that the objects of a life were to leave behind. */
export function finalSnapshotsOf(held: HeldResource[]): Set<string> {
  const takers = held.filter(
    ({ type, attributes }) => snapshotTakers.has(type) && attributes['skip_final_snapshot'] !== true,
  );
  const names = takers.map(({ attributes }) => attributes['final_snapshot_identifier']);
  return new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''));
}

/** Whether an ARN is that of one of these snapshots. */
export function isFinalSnapshot(arn: Arn, names: Set<string>): boolean {
  const match = /^(?:cluster-)?snapshot:(?:[^/]+\/)?(.+)$/.exec(arn.resource);
  return match?.[1] !== undefined && names.has(match[1]);
}
