import type { EnvironmentView } from '../../domain/environment/view';
import type { CoreDeps } from '../ports/environment';
import { command, type UserInput } from './user-operation';

/** Asks the active run to stop; the outcome decides whether it did in time. */
export function cancelRun(input: UserInput, deps: CoreDeps): Promise<EnvironmentView> {
  return command(
    input,
    {
      access: { need: 'operate', what: 'cancel the run of' },
      decided: { type: 'cancel', by: input.actor.id },
    },
    deps,
  );
}
