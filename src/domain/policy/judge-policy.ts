import * as z from 'zod';
import { cutAt } from '../base/cut-text';
import { resourceChecks } from './check-resources';
import { wholeChecks } from './check-whole';
import { isAmong } from '../base/globs';
import { type CheckName, checkNameOf, type Policy, type PolicyRule } from './policy';
import type { Found, PolicyFacts } from './policy-facts';

const longestText = 500;
const mostAddresses = 50;

/** What a rule found: what it asks for then, the value, the limit, and what to do instead. */
export const PolicyFinding = z.strictObject({
  rule: z.string(),
  then: z.enum(['deny', 'approve']),
  value: z.string(),
  limit: z.string(),
  fix: z.string(),
  addresses: z.array(z.string()),
});
export type PolicyFinding = z.infer<typeof PolicyFinding>;

/** What a policy says of a plan: by which version of it, the strictest answer, and what each rule found. */
export const Judgement = z.strictObject({
  version: z.string(),
  verdict: z.enum(['allow', 'approve', 'deny']),
  findings: z.array(PolicyFinding),
});
export type Judgement = z.infer<typeof Judgement>;

/** Asks every rule of a policy; nothing is decided by the order of rules. */
export function judgePolicy({ version, rules }: Policy, facts: PolicyFacts): Judgement {
  const findings = rules.flatMap((rule) => {
    const found = isAbout(rule, facts) ? checkOf(rule, facts) : undefined;
    return found ? [findingOf(rule, found)] : [];
  });
  const asked = findings.map(({ then }) => then);
  const verdict = asked.includes('deny') ? 'deny' : asked.includes('approve') ? 'approve' : 'allow';
  return { version, verdict, findings };
}

/** A finding in one sentence: the rule, the value, the limit, and what to do. */
export function describeFinding({ rule, value, limit, fix }: PolicyFinding): string {
  return `${rule}: ${value} (limit: ${limit}). To pass: ${fix}.`;
}

/** Whether a rule is about what is judged. */
export function isAbout({ for: scope = {} }: PolicyRule, { template, team, target }: PolicyFacts): boolean {
  const { templates = ['*'], teams, targets = ['*'] } = scope;
  const isOfTeam = teams === undefined || (team !== null && isAmong(team, teams));
  return isOfTeam && isAmong(template, templates) && isAmong(target, targets);
}

const checks: Record<CheckName, (rule: PolicyRule, facts: PolicyFacts) => Found | undefined> = {
  ...wholeChecks,
  ...resourceChecks,
};

function checkOf(rule: PolicyRule, facts: PolicyFacts): Found | undefined {
  return checks[checkNameOf(rule)](rule, facts);
}

function findingOf({ name, then, fix }: PolicyRule, found: Found): PolicyFinding {
  return {
    rule: name,
    then,
    value: cutAt(longestText, found.value),
    limit: cutAt(longestText, found.limit),
    fix: (fix ?? found.fix).replace(/\.$/, ''),
    addresses: found.addresses.slice(0, mostAddresses),
  };
}
