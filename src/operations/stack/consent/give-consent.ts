import { authorizeOn } from '../../../domain/access/authorize';
import { DomainError } from '../../../domain/base/errors';
import { requestOf } from '../../../domain/registry/requests';
import { isTooOld } from '../../../domain/stack/plan/stack-plan';
import { stackKind } from '../../../domain/stack/entry/stack-kind';
import type { StackEntry } from '../../../domain/stack/entry/stack-entry';
import type { Deps } from '../../ports/deps';
import { decideAndSave } from '../../registry/decide-and-save';
import { visitEntry } from '../../registry/visit-entry';
import type { StackInput } from '../stack-operation';
import { stacks } from '../stacks';
import { tooOld } from './consented-plan';

/** A yes to the plan of the whole stack that its revision was applied with. */
export interface ConsentInput extends StackInput {
  revision: number;
  plan: string;
  hours: number;
}

/** One more person's yes; what waits in components is held against it at once, by the rule of each plan. */
export async function consentToStack(input: ConsentInput, deps: Deps): Promise<StackEntry> {
  const { actor: by, stack, revision, plan, hours: mostHours, request } = input;
  const place = { kind: stackKind, entries: deps.stacks, key: stack };
  const known = await deps.stackPlans.get(plan);
  const isOld = known === undefined || isTooOld(known, deps.clock());
  const access = { need: 'approve', what: 'approve plans of the stack', ownerMayApprove: true } as const;
  const { entry } = await decideAndSave(
    place,
    (seen) => {
      authorizeOn(by, seen, access);
      if (isOld && seen.revision.consent?.plan === plan)
        throw new DomainError('StackPlanUnfit', { stack, plan, why: tooOld });
      const asked = { type: 'consent' as const, revision, plan, mostHours, by };
      return [{ ...asked, request: requestOf(by, request) }];
    },
    deps,
  );
  return visitEntry(stacks, entry, deps);
}
