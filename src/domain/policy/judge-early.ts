import * as z from 'zod';
import { isAmong } from '../base/globs';
import { isAbout, Judgement, judgePolicy, PolicyFinding } from './judge-policy';
import { type CheckName, checkNameOf, type Policy, type PolicyRule } from './policy';
import type { PolicyFacts } from './policy-facts';

/** What is known before there is a plan. */
export type EarlyFacts = PolicyFacts & Required<Pick<PolicyFacts, 'early'>>;

/** A finding of a request, with the field to change where one decides it. */
const EarlyFinding = PolicyFinding.extend({
  field: z.string().optional().describe('The field of the request that decides it, such as `ttl`.'),
});
export type EarlyFinding = z.infer<typeof EarlyFinding>;

/** What a policy says for sure before there is a plan, which may only add to it. */
export const EarlyJudgement = Judgement.extend({
  verdict: Judgement.shape.verdict.describe('The strictest answer of the rules that are decided already.'),
  findings: z.array(EarlyFinding).describe('What the plan will find in any case.'),
  withPlan: z.array(z.string()).describe('The rules that only the plan decides.'),
});
export type EarlyJudgement = z.infer<typeof EarlyJudgement>;

/** Asks the same rules as of a plan, of what is sure before it; a rule that finds nothing yet and may still is named. */
export function judgeEarly(policy: Policy, facts: EarlyFacts): EarlyJudgement {
  const judgement = judgePolicy(policy, facts);
  const found = judgement.findings.map(({ rule }) => rule);
  const open = policy.rules.filter(
    (rule) => isAbout(rule, facts) && !found.includes(rule.name) && !isSettled(rule, facts.early.types),
  );
  return { ...judgement, withPlan: open.map(({ name }) => name) };
}

type Types = readonly string[] | undefined;

/** Whether a rule that finds nothing before the plan finds nothing in it either. */
function isSettled(rule: PolicyRule, types: Types): boolean {
  return settled[checkNameOf(rule)](rule, types);
}

const always = () => true;
const never = () => false;

const settled: Record<CheckName, (rule: PolicyRule, types: Types) => boolean> = {
  leaseLongerThan: always,
  regions: always,
  monthlyAbove: never,
  leaseCostAbove: never,
  unpriced: never,
  losesData: never,
  deletesAbove: never,
  types: ({ types: { allowed, denied = [] } = {} }, types) =>
    types?.every((type) => (allowed ? isAmong(type, allowed) : !isAmong(type, denied))) ?? false,
  value: ({ value }, types) => value !== undefined && hasNone(types, [value.type]),
  tags: ({ tags }, types) => tags?.types !== undefined && hasNone(types, tags.types),
};

function hasNone(types: Types, globs: readonly string[]): boolean {
  return types?.every((type) => !isAmong(type, globs)) ?? false;
}
