import type { EnvironmentView } from '../../domain/environment/view';
import type { BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** A no to one plan, named by its digest. Saying no to one's own request is always allowed. */
export function rejectPlan(
  input: UserInput & { planDigest: string; reason?: string | undefined },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { planDigest, reason = '' } = input;
  const decided = { type: 'reject', planDigest, reason, by: input.actor.id } as const;
  return command(input, { deed: 'reject', decided }, deps);
}
