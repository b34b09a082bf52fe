import type { TargetCommand } from '../../domain/target/decide-target';
import { endsAt, type TargetEntry } from '../../domain/target/target-entry';
import { targetKind } from '../../domain/target/target-kind';
import { namesOf } from '../../domain/base/error-rows/target-errors';
import type { Deps } from '../ports/deps';
import type { BoundKind } from '../registry/bound-kind';
import { namesIn } from './names-in';

/** Targets as the loop of the registry knows them. */
export const targets: BoundKind<TargetEntry, TargetCommand, TargetDeps> = {
  kind: targetKind,
  entries: (deps) => deps.targetEntries,
  effects: {},
  look,
};

/** What changing a target needs. */
export type TargetDeps = Pick<
  Deps,
  | 'targetEntries'
  | 'targets'
  | 'deployedTargets'
  | 'runsRole'
  | 'registry'
  | 'audit'
  | 'bus'
  | 'log'
  | 'meter'
  | 'clock'
  | 'newId'
>;

/** No reader that offers the target is left once its pause is over, so what is not there then never will be. */
async function look(seen: TargetEntry, deps: TargetDeps): Promise<TargetCommand[]> {
  const due = endsAt(seen);
  if (seen.status !== 'removing' || due === undefined || deps.clock() < due) return [];
  const lives = await namesIn(seen.name, deps);
  return [lives.length === 0 ? { type: 'end' } : { type: 'keep', lives: namesOf(lives) }];
}
