import type { AccessRequest } from '../../domain/access/authorize';
import type { Environment } from '../../domain/environment/environment';
import type { EnvironmentView } from '../../domain/environment/view';
import { allowApproval, askerOf, type BuildingDeps } from './allow-template';
import { command, type UserInput } from './user-operation';

/** A yes to one plan, named by its digest; who asked for the plan only may give it for a plan-only request. */
export async function approvePlan(
  input: UserInput & { planDigest: string },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, planDigest } = input;
  const asker = await askerOf(actor, deps);
  return command(
    input,
    {
      access: toAccessRequest('approve a plan of'),
      allow: (seen) => allowApproval(asker, seen),
      decided: { type: 'approve', planDigest, by: actor.id },
    },
    deps,
  );
}

/** The right to decide on the plan that waits: the owner's own where nothing but `planOnly` asks for it. */
export function toAccessRequest(what: string): (environment: Environment) => AccessRequest {
  return ({ run }) => {
    const needs = run?.phase === 'awaiting-approval' ? run.plan.needs : [];
    return { need: 'approve', what, ownerMayApprove: needs.every((reason) => reason === 'plan-only') };
  };
}
