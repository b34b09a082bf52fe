import type { AccessRequest } from '../../domain/access/authorize';
import type { Environment } from '../../domain/environment/environment';
import { reasonsForAnother } from '../../domain/environment/plan';
import type { Deps } from '../ports/deps';
import type { EnvironmentView } from '../../domain/environment/view';
import { allowApproval, askerOf, type BuildingDeps } from './allow-template';
import { command, type UserInput } from './user-operation';

/** A yes to one plan, named by its digest: an approver's who did not ask for it, or, where only `planOnly` makes it wait, the owner's. */
export async function approvePlan(
  input: UserInput & { planDigest: string },
  deps: BuildingDeps & Pick<Deps, 'selfApproval'>,
): Promise<EnvironmentView> {
  const { actor, planDigest } = input;
  const approver = { by: actor.id, formerly: actor.formerly, selfApproval: deps.selfApproval };
  const asker = await askerOf(actor, deps);
  return command(
    input,
    {
      access: toAccessRequest('approve a plan of'),
      allow: (seen) => allowApproval(asker, seen),
      decided: { type: 'approve', planDigest, ...approver },
    },
    deps,
  );
}

/** The right to decide on the plan that waits: the owner's own where nothing but `planOnly` asks for it. */
export function toAccessRequest(what: string): (environment: Environment) => AccessRequest {
  return ({ run }) => {
    const another = run?.phase === 'awaiting-approval' ? reasonsForAnother(run.plan) : [];
    return { need: 'approve', what, ownerMayApprove: another.length === 0 };
  };
}
