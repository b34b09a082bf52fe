import * as z from 'zod';
import { cutAt } from '../base/cut-text';
import { CostSummary } from '../cost/cost-summary';
import { PlanNotes } from './notes/plan-notes';
import type { ApprovalRule } from '../template/template';

/** Why a plan waits for a person; `cannot-end`: it makes what AWS will not delete, `imported`: it takes in what existed before, `beyond-sleep`: sleep would do more than its template declares, `policy`: a rule of the stage asks for it. */
export const ApprovalReason = z.enum([
  'plan-only',
  'template-always',
  'above-cost',
  'unpriced',
  'cannot-end',
  'imported',
  'beyond-sleep',
  'policy',
]);
export type ApprovalReason = z.infer<typeof ApprovalReason>;

/** How many addresses a plan in short names at most; the plan itself has all. */
export const mostNamed = 50;

const longestName = 300;

/** What an approval is asked for, by address, and what of it makes it so. */
export const NamedAddress = z.strictObject({
  reason: ApprovalReason,
  address: z.string().max(longestName),
  why: z.string().max(longestName),
});
export type NamedAddress = z.infer<typeof NamedAddress>;

/** An address with why it is named, cut to the bounds of a plan in short. */
export function nameAddress(reason: ApprovalReason, address: string, why: string): NamedAddress {
  return { reason, address: cutAt(longestName, address), why: cutAt(longestName, why) };
}

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
  /** What the approval is for; missing where nothing is named, and in plans of before that was kept. */
  addresses: z.array(NamedAddress).max(mostNamed).optional(),
  /** Under which digest it lies to be held against a plan that was shown before; missing where nobody said yes to one. */
  shown: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** What it does and says besides; missing where there is nothing, and in plans of before that was kept. */
  notes: PlanNotes.optional(),
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
  'template-always': 'the template always requires approval',
  'above-cost': "its cost is above the template's limit",
  unpriced: "part of it has no price, so its cost cannot be compared with the template's limit",
  'cannot-end': 'part of it cannot be deleted without a further change',
  imported: 'it imports existing resources, which would be deleted with the environment',
  policy: 'a policy of the stage requires it',
};

/** Why another person than whoever asked must approve the plan, in words; empty where only `planOnly` makes it wait. */
export function reasonsForAnother({ needs }: Pick<PlanSummary, 'needs'>): string[] {
  return needs.flatMap((reason) => another[reason] ?? []);
}

/** The addresses that an approval is for, as an event holds them: a text of at most 1,000 characters. */
export function namedInEvent({ addresses = [] }: PlanSummary): { addresses?: string } {
  if (addresses.length === 0) return {};
  return { addresses: cutAt(1_000, addresses.map(({ address, why }) => `${address} (${why})`).join(', ')) };
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
