import type { EnvironmentView } from '../../domain/environment/view';
import { askerUnlessDoomed, type BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** Tries a failed provision again, or a waiting destroy at once. */
export async function retryRun(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  const asker = await askerUnlessDoomed(input, deps);
  return command(input, { deed: 'retry', asker, decided: { type: 'retry', by: input.actor.id } }, deps);
}
