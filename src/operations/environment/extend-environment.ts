import type { EnvironmentView } from '../../domain/environment/view';
import type { CoreDeps } from '../ports/environment';
import { command, type UserInput } from './user-operation';

/** Makes the lease longer by a ttl from its present end. */
export function extendEnvironment(
  input: UserInput & { ttl: string },
  deps: CoreDeps,
): Promise<EnvironmentView> {
  return command(
    input,
    {
      access: { need: 'operate', what: 'extend' },
      decided: { type: 'extend', ttl: input.ttl, by: input.actor.id },
    },
    deps,
  );
}
