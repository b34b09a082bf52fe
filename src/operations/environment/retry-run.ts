import type { EnvironmentView } from '../../domain/environment/view';
import { allowRetry, type BuildingDeps, catalogUnlessDoomed } from './allow-template';
import { command, type UserInput } from './user-operation';

/** Tries a failed provision again, or a waiting destroy at once. */
export async function retryRun(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  const { actor, name } = input;
  const catalog = await catalogUnlessDoomed(name, deps);
  return command(
    input,
    {
      access: { need: 'operate', what: 'retry' },
      allow: (seen) => allowRetry(actor, seen, catalog),
      decided: { type: 'retry', by: actor.id },
    },
    deps,
  );
}
