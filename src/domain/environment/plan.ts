import * as z from 'zod';
import { CostSummary } from '../cost/cost-summary';
import type { ApprovalRule } from '../template/template';

/** Why a plan waits for a person. */
export const ApprovalReason = z.enum(['plan-only', 'template-always', 'above-cost', 'unpriced']);
export type ApprovalReason = z.infer<typeof ApprovalReason>;

/** A plan in short: the whole of it lies with its run's artifacts; `digest` is the SHA-256 of the saved plan file. */
export const PlanSummary = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  run: z.ulid(),
  create: z.number().int().nonnegative(),
  update: z.number().int().nonnegative(),
  replace: z.number().int().nonnegative(),
  delete: z.number().int().nonnegative(),
  cost: CostSummary,
  needs: z.array(ApprovalReason),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

/**
 * Who stands behind what was applied: who asked for it, who approved its plan (null: no approval was needed), and whether
 * that was whoever asked, where another person's approval is asked for and the stage allows one's own.
 */
export const Consent = z.strictObject({
  askedBy: z.string(),
  approvedBy: z.string().nullable(),
  selfApproved: z.boolean(),
});
export type Consent = z.infer<typeof Consent>;

const another: Partial<Record<ApprovalReason, string>> = {
  'template-always': 'the template always asks for an approval',
  'above-cost': "its cost is above the template's limit",
  unpriced:
    "something in it has no price, so that nobody knows whether its cost is below the template's limit",
};

/** Why another person than whoever asked must approve the plan, in words; empty where only `planOnly` makes it wait. */
export function reasonsForAnother({ needs }: PlanSummary): string[] {
  return needs.flatMap((reason) => another[reason] ?? []);
}

/** Why a plan of this cost needs a person's yes; empty when it may be applied at once. */
export function approvalReasons(
  rule: ApprovalRule,
  planOnly: boolean,
  { monthly, unpriced }: Pick<CostSummary, 'monthly' | 'unpriced'>,
): ApprovalReason[] {
  const reasons: ApprovalReason[] = [];
  if (planOnly) reasons.push('plan-only');
  if (rule === 'always') reasons.push('template-always');
  if (typeof rule === 'object' && monthly > rule.above) reasons.push('above-cost');
  else if (typeof rule === 'object' && unpriced.length > 0) reasons.push('unpriced');
  return reasons;
}
