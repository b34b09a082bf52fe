import type { ApprovalReason, PlanSummary } from '../../domain/environment/plan';
import type { EnvironmentView } from '../../client/typed/types';
import { describeTotals } from './cost';
import { countWhatItDoes, describeNamed, describeNotes } from '../../client/text/plan-notes';
import type { Paint } from '../../client/text/paint';
import { renderFields } from '../../client/text/table';

const reasons: Record<ApprovalReason, string> = {
  'plan-only': 'requested with --plan-only',
  'template-always': 'the template always requires it',
  'above-cost': "its cost is above the template's limit",
  unpriced: "part of it has no price, so its cost cannot be compared with the template's limit",
  'cannot-end': 'AWS does not delete the named resources without a further change',
  imported: 'it imports existing resources',
  policy: 'a policy requires it',
  'beyond-sleep': 'it does more than the template declares for sleep',
};

/** A plan in a few lines: what it would do, cost, and why it waits. */
export function describePlanSummary(
  plan: PlanSummary,
  lease: EnvironmentView['lease'],
  paint: Paint,
): string[] {
  return renderFields(
    [
      ['Plan', [countWhatItDoes(plan), ...describeNotes(plan.notes)]],
      [
        'Cost',
        `${describeTotals(plan.cost, lease)}${plan.cost.unverified ? ' (some prices are unverified)' : ''}`,
      ],
      ['Not priced', plan.cost.unpriced.join('; ') || undefined],
      ['Approval', plan.needs.map((reason) => reasons[reason]).join('; ') || undefined],
      ['Approval for', describeNamed(plan.addresses)],
      ['Digest', paint.dim(plan.digest)],
    ],
    paint.columns,
  );
}
