import type { Existing } from './task-definitions';

/** What says of a database that it does not run: a resource of its own, by the identifier of the instance. */
export function stopOf({ change, attributes }: Existing, all: readonly Existing[]): { stopped?: true } {
  const { identifier } = attributes;
  if (change.type !== 'aws_db_instance' || typeof identifier !== 'string') return {};
  const isStopped = all.some(
    (one) =>
      one.change.type === 'aws_rds_instance_state' &&
      one.attributes['identifier'] === identifier &&
      one.attributes['state'] === 'stopped',
  );
  return isStopped ? { stopped: true } : {};
}
