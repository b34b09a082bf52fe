import type { EnvironmentView } from '../../domain/environment/view';
import { allowRetry, askerUnlessDoomed, type BuildingDeps } from './allow-template';
import { command, type UserInput } from './user-operation';

/** Tries a failed provision again, or a waiting destroy at once. */
export async function retryRun(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  const asker = await askerUnlessDoomed(input, deps);
  return command(
    input,
    {
      access: { need: 'operate', what: 'retry' },
      allow: (seen) => allowRetry(asker, seen),
      decided: { type: 'retry', by: input.actor.id },
    },
    deps,
  );
}
