import type { EnvironmentView } from '../../domain/environment/view';
import type { CoreDeps } from '../ports/environment';
import { command, type UserInput } from './user-operation';

/** Tries a failed provision again, or a waiting destroy at once. */
export function retryRun(input: UserInput, deps: CoreDeps): Promise<EnvironmentView> {
  return command(
    input,
    { access: { need: 'operate', what: 'retry' }, decided: { type: 'retry', by: input.actor.id } },
    deps,
  );
}
