import type { Environment } from '../../../domain/environment/environment';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';
import { hourlyAwake } from './hourly-awake';

/** Wakes an environment, which stays awake until it is put to sleep, or until the next edge of its schedule. */
export function wakeEnvironment(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  const decided = { type: 'wake' as const, by: input.actor.id };
  return command(input, { deed: 'wake', decided, hourly: costAwake }, deps);
}

function costAwake({ wanted }: Environment): number | undefined {
  return wanted.sleep && hourlyAwake(wanted.sleep);
}
