import type { EnvironmentView } from '../../../domain/environment/view';
import type { BuildingDeps } from '../deeds/read-offer';
import { command, type UserInput } from '../user-operation';

/** Sets when an environment is put to sleep and woken from now on; null takes the schedule away. */
export function scheduleSleep(
  input: UserInput & { sleep: string | null },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, sleep } = input;
  return command(input, { deed: 'schedule', decided: { type: 'schedule', sleep, by: actor.id } }, deps);
}
