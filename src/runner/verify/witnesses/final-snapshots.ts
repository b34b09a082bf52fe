import type { Arn } from '../../../domain/resources/arn';
import { factsOf } from '../../../domain/resources/types';
import type { HeldResource } from './held-resources';

/** Names of the snapshots that the objects of a life were to leave behind. */
export function finalSnapshotsOf(held: HeldResource[]): Set<string> {
  const takers = held.filter(
    ({ type, attributes }) =>
      factsOf(type)?.finalSnapshot === true && attributes['skip_final_snapshot'] !== true,
  );
  const names = takers.map(({ attributes }) => attributes['final_snapshot_identifier']);
  return new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''));
}

/** Whether an ARN is that of one of these snapshots. */
export function isFinalSnapshot(arn: Arn, names: Set<string>): boolean {
  const match = /^(?:cluster-)?snapshot:(?:[^/]+\/)?(.+)$/.exec(arn.resource);
  return match?.[1] !== undefined && names.has(match[1]);
}
