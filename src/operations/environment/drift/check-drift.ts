import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Has an environment held against what was applied; it stays ready, and whoever asks for a change takes the place of the check. */
export function checkDrift(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  const decided = { type: 'check-drift' as const, by: input.actor.id };
  return command(input, { deed: 'check-drift', decided }, deps);
}
