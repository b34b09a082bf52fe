import type { ApprovalReason, PlanSummary } from '../../domain/environment/plan';
import type { EnvironmentView } from '../../domain/environment/view';
import { describeTotals } from './cost';
import { countWhatItDoes, describeNamed, describeNotes } from '../../client/text/plan-notes';
import type { Paint } from '../../client/text/paint';
import { renderFields } from '../../client/text/table';

const reasons: Record<ApprovalReason, string> = {
  'plan-only': 'requested with --plan-only',
  'template-always': 'the template always asks for it',
  'above-cost': "its cost is above the template's limit",
  unpriced: "something in it has no price, and the template's limit is for all",
  'cannot-end': 'AWS will not delete what it names until that is changed',
  imported: 'it takes in what existed before',
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
