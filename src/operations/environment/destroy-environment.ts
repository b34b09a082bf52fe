import type { EnvironmentView } from '../../domain/environment/view';
import type { CoreDeps } from '../ports/environment';
import { command, type UserInput } from './user-operation';

/** Wants an environment gone, for good; asking again changes nothing. */
export function destroyEnvironment(input: UserInput, deps: CoreDeps): Promise<EnvironmentView> {
  return command(
    input,
    { access: { need: 'operate', what: 'destroy' }, decided: { type: 'destroy', by: input.actor.id } },
    deps,
  );
}
