import type { ExpectDriftBody } from '../../../domain/api/drift-requests';
import { DomainError, invalid } from '../../../domain/base/errors';
import { cutTo } from '../../../domain/base/cut-text';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { readEnvironment } from '../environments';
import { command, type UserInput } from '../user-operation';
import { readCauses } from './read-causes';

/** Drift of one cause in one environment is left out of the list until then; DriftNotFound where it was not found, InvalidRequest where it is secret. */
export async function expectDrift(
  { cause, reason, until, ...input }: UserInput & ExpectDriftBody,
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { name } = input;
  const row = (await readCauses([await readEnvironment(name, deps)], deps)).find((one) => one.id === cause);
  if (!row) throw new DomainError('DriftNotFound', { name, cause });
  if (row.isHidden)
    throw invalid(
      'cause',
      'part of this change is secret: another change of it would look the same. Fix it instead',
    );
  const by = input.actor.id;
  const what = { type: cutTo(200, row.type), attribute: row.change && cutTo(300, row.change.attribute) };
  const decided = { type: 'expect-drift' as const, cause, what, reason, until, by };
  return command(input, { deed: 'expect-drift', decided }, deps);
}
