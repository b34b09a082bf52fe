import type { EnvironmentView } from '../../domain/environment/view';
import type { CoreDeps } from '../ports/environment';
import { command, type UserInput } from './user-operation';

/** A no to one plan, named by its digest. Saying no to one's own request is always allowed. */
export function rejectPlan(
  input: UserInput & { planDigest: string; reason?: string | undefined },
  deps: CoreDeps,
): Promise<EnvironmentView> {
  const { planDigest, reason = '' } = input;
  const access = { need: 'approve', what: 'reject a plan of', ownerMayApprove: true } as const;
  return command(
    input,
    { access, decided: { type: 'reject', planDigest, reason, by: input.actor.id } },
    deps,
  );
}
