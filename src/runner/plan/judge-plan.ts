import type { Estimate } from '../../domain/cost/estimate';
import { between } from '../../domain/base/time';
import { nameAddress, type NamedAddress } from '../../domain/environment/plan';
import { runFailure } from '../../domain/environment/run-failure';
import { describeFinding, type Judgement, judgePolicy } from '../../domain/policy/judge-policy';
import { holdsData } from '../../domain/resources/stateful';
import type { PlanJson } from '../../domain/terraform/plan-json';
import type { RunContext } from '../run-context';

type Judging = Pick<RunContext, 'policy' | 'environment' | 'target' | 'redaction'>;

/** What the stage's policy says of a plan, without a secret in it; undefined where the stage has none. */
export function judgePlan(
  plan: PlanJson,
  cost: Pick<Estimate, 'monthly' | 'lease' | 'unpriced'>,
  { policy, environment, target, redaction }: Judging,
): Judgement | undefined {
  if (policy.rules.length === 0) return undefined;
  const { wanted, team, lease } = environment;
  const judgement = judgePolicy(policy, {
    template: wanted.template.name,
    team,
    target: target.name,
    region: target.region,
    cost,
    leaseMs: lease.expiresAt === null ? null : between(lease.startedAt, lease.expiresAt),
    changes: plan.resource_changes,
    holdsData,
  });
  const findings = judgement.findings.map((one) => ({ ...one, value: redaction.text(one.value) }));
  return { ...judgement, findings };
}

/** A RunFailure (class `policy`) that says of each rule that denies the plan its value, its limit and what to do. */
export function refuseDeniedBy(judgement: Judgement | undefined): void {
  const denying = judgement?.findings.filter(({ then }) => then === 'deny') ?? [];
  if (judgement === undefined || denying.length === 0) return;
  const reason = `Policy ${judgement.version} denies the plan. ${denying.map(describeFinding).join(' ')}`;
  throw runFailure(
    'policy',
    reason,
    denying.flatMap(({ addresses }) => addresses),
  );
}

/** What an approval must name because a policy asks for one; the rule alone where it is about no resource. */
export function namedByPolicy(judgement: Judgement | undefined): NamedAddress[] {
  const asking = judgement?.findings.filter(({ then }) => then === 'approve') ?? [];
  return asking.flatMap((finding) => {
    const addresses = finding.addresses.length > 0 ? finding.addresses : [finding.rule];
    return addresses.map((address) => nameAddress('policy', address, describeFinding(finding)));
  });
}
