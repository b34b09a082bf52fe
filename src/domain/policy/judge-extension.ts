import { between } from '../base/time';
import { leaseHours } from '../cost/estimate-template';
import type { Lease } from '../lease';
import type { EarlyFinding } from './judge-early';
import { type Judgement, judgePolicy } from './judge-policy';
import { type CheckName, checkNameOf, type Policy } from './policy';

/** A life whose lease is made longer. */
interface Extended {
  template: string;
  team: string | null;
  target: string;
  /** What it costs, in USD. */
  hourly: number;
}

const aboutLease: readonly CheckName[] = ['leaseLongerThan', 'leaseCostAbove'];

/** What a policy says of a lease that is made longer, from its start to its new end: the rules about leases alone, as nothing else changes. */
export function judgeExtension(
  policy: Policy,
  { hourly, ...about }: Extended,
  lease: Lease,
): Judgement & { findings: EarlyFinding[] } {
  const rules = policy.rules.filter((rule) => aboutLease.includes(checkNameOf(rule)));
  const hours = leaseHours(lease);
  const judgement = judgePolicy(
    { ...policy, rules },
    {
      ...about,
      region: '',
      cost: { monthly: 0, lease: hours === null ? null : hours * hourly, unpriced: [] },
      leaseMs: lease.expiresAt === null ? null : between(lease.startedAt, lease.expiresAt),
      changes: undefined,
      holdsData: () => false,
    },
  );
  const fixOf = (name: string) => rules.find((rule) => rule.name === name)?.fix;
  const findings = judgement.findings.map((one) => ({
    ...one,
    fix: fixOf(one.rule) ?? shorter,
    field: 'ttl',
  }));
  return { ...judgement, findings };
}

const shorter = 'extend it by less, as the whole lease counts from its start';
