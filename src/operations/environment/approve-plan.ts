import type { Environment } from '../../domain/environment/environment';
import type { EnvironmentView } from '../../domain/environment/view';
import { approvalOf } from './deeds/deed-rules';
import { askerOf, type BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** A yes to one plan, named by its digest: an approver's who did not ask for it, or, where only `planOnly` makes it wait, the owner's. */
export async function approvePlan(
  input: UserInput & { planDigest: string },
  deps: BuildingDeps,
): Promise<EnvironmentView> {
  const { actor, planDigest } = input;
  const asker = await askerOf(actor, deps);
  const decided = approvalOf(planDigest, { actor, selfApproval: deps.selfApproval });
  return command(input, { deed: 'approve', asker, decided, hourly: plannedCost }, deps);
}

function plannedCost({ run }: Environment): number | undefined {
  return run?.phase === 'awaiting-approval' ? run.plan.cost.hourly : undefined;
}
