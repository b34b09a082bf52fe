import { estimateAtLeast } from '../cost/estimate';
import { leaseHours } from '../cost/estimate-template';
import { inputIn, sureResourcesOf } from '../cost/manifest-resources';
import { between } from '../base/time';
import { DomainError } from '../base/errors';
import type { Lease } from '../lease';
import type { PricedResource } from '../resources/pricing';
import { holdsData } from '../resources/stateful';
import { factsOf } from '../resources/types';
import { sensitiveNames } from '../template/sensitive-inputs';
import type { Inputs, TemplateVersion } from '../template/template';
import type { ResourceChange } from '../terraform/plan-json';
import { isAmong } from '../base/globs';
import { type EarlyFacts, type EarlyFinding, type EarlyJudgement, judgeEarly } from './judge-early';
import { describeFinding } from './judge-policy';
import { checkNameOf, type Policy, type PolicyRule } from './policy';

/** What is asked for, as far as it is known before there is a plan. */
export interface JudgedRequest {
  template: Pick<TemplateVersion, 'name' | 'manifest' | 'types'>;
  /** With all defaults. */
  inputs: Inputs;
  /** Names of inputs whose values stay with whoever gave them. */
  sensitive: readonly string[];
  team: string | null;
  target: { name: string; region: string };
  lease: Lease;
  /** Whether it is asleep once that is built. */
  asleep: boolean;
  /** Only of a new life all is made; a change may leave each resource as it is. */
  isNew: boolean;
}

/** What a stage's policy says of a request for sure, by what its template's `cost` states; undefined where the stage has none. */
export function judgeRequest(policy: Policy, request: JudgedRequest): EarlyJudgement | undefined {
  if (policy.rules.length === 0) return undefined;
  const facts = factsOfRequest(request);
  const judgement = judgeEarly(policy, facts);
  const withField = (finding: EarlyFinding): EarlyFinding => {
    const rule = policy.rules.find(({ name }) => name === finding.rule);
    const field = rule && fieldOf(rule, request);
    return field === undefined ? finding : { ...finding, field };
  };
  return { ...judgement, findings: judgement.findings.map(withField) };
}

/** A request for a new life, of which all is made and nothing sleeps. */
export function requestForLife(
  request: Omit<JudgedRequest, 'sensitive' | 'asleep' | 'isNew'>,
): JudgedRequest {
  const sensitive = sensitiveNames(request.template.manifest);
  return { ...request, sensitive, asleep: false, isNew: true };
}

/** A life as a change finds it. */
interface Standing {
  team: string | null;
  lease: Lease;
  wanted: { sensitive?: readonly string[] | undefined; sleep?: { asleep: boolean } | undefined };
}

/** What a change makes of it. */
interface JudgedChange extends Pick<JudgedRequest, 'template' | 'target'> {
  changed: { filled: Inputs };
}

/** A request for a change, which leaves asleep what sleeps. */
export function requestForChange(
  { team, lease, wanted }: Standing,
  { template, target, changed }: JudgedChange,
): JudgedRequest {
  const sensitive = [...(wanted.sensitive ?? []), ...sensitiveNames(template.manifest)];
  const asleep = wanted.sleep?.asleep ?? false;
  return { template, inputs: changed.filled, sensitive, team, target, lease, asleep, isNew: false };
}

/** DeniedByPolicy where a plan of the request would be denied in any case: each rule with its value, its limit and what to do. */
export function refuseDenied(judgement: Pick<EarlyJudgement, 'version' | 'findings'> | undefined): void {
  const denying = judgement?.findings.filter(({ then }) => then === 'deny') ?? [];
  if (judgement === undefined || denying.length === 0) return;
  const issues = denying.flatMap((finding) =>
    finding.field === undefined ? [] : [{ field: finding.field, message: finding.fix }],
  );
  throw new DomainError('DeniedByPolicy', {
    version: judgement.version,
    reasons: denying.map(describeFinding),
    ...(issues.length > 0 && { issues }),
  });
}

/** Why its plan will wait for another person in any case, in words. */
export function approvalsIn(judgement: Pick<EarlyJudgement, 'findings'> | undefined): string[] {
  return (judgement?.findings ?? []).filter(({ then }) => then === 'approve').map(describeFinding);
}

function factsOfRequest(request: JudgedRequest): EarlyFacts {
  const { template, team, target, lease } = request;
  const resources = sureResources(request);
  return {
    template: template.name,
    team,
    target: target.name,
    region: target.region,
    early: { types: template.types },
    cost: costOf(resources, request),
    leaseMs: lease.expiresAt === null ? null : between(lease.startedAt, lease.expiresAt),
    changes: request.isNew ? resources.map(made) : [],
    holdsData,
  };
}

/** What its plan comes to at the least. */
export function leastCost(request: JudgedRequest): ReturnType<typeof estimateAtLeast> {
  return costOf(sureResources(request), request);
}

function costOf(resources: PricedResource[], { target, lease }: JudgedRequest) {
  return estimateAtLeast(resources, { region: target.region, leaseHours: leaseHours(lease) });
}

function sureResources({ template, inputs, sensitive, asleep }: JudgedRequest): PricedResource[] {
  return sureResourcesOf(template.manifest.cost, inputs, { asleep, sensitive });
}

/** A resource as the plan will make it, with what is known of it. */
function made({ type, address, attributes }: PricedResource): ResourceChange {
  const { priceOnly = [] } = factsOf(type) ?? {};
  const after = Object.fromEntries(Object.entries(attributes).filter(([name]) => !priceOnly.includes(name)));
  return {
    address,
    mode: 'managed',
    type,
    name: type,
    provider_name: '',
    change: { actions: ['create'], before: null, after, after_unknown: {} },
  };
}

/** The field of a request that decides what a rule finds, where it is one. */
function fieldOf(rule: PolicyRule, { lease, template: { manifest } }: JudgedRequest): string | undefined {
  const kind = checkNameOf(rule);
  if (kind === 'regions') return 'target';
  const isPermanent = lease.expiresAt === null;
  if (kind === 'leaseLongerThan') return isPermanent ? 'permanent' : 'ttl';
  if (kind === 'leaseCostAbove' && isPermanent) return 'permanent';
  if (kind !== 'value' || rule.value === undefined) return undefined;
  const { type, attribute } = rule.value;
  const [name = ''] = attribute.split('.');
  const inputs = manifest.cost
    .filter((line) => isAmong(line.type, [type]))
    .map((line) => inputIn(line.with?.[name]));
  const [only, ...others] = new Set(inputs);
  return only === undefined || others.length > 0 ? undefined : `inputs.${only}`;
}
