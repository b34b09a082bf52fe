import { day, hour } from '../../../src/domain/base/time';
import { estimateCost } from '../../../src/domain/cost/estimate';
import { resourcesOfPlan } from '../../../src/domain/cost/plan-resources';
import type { PolicyFacts } from '../../../src/domain/policy/policy-facts';
import { holdsData } from '../../../src/domain/resources/stateful';
import { parsePlan } from '../../../src/domain/terraform/plan-json';
import change from '../../src/domain/cost/plans/change.json';
import create from '../../src/domain/cost/plans/create.json';

// Both plans are `terraform show -json` of Terraform 1.11.4 with the AWS provider 5.100.0 (see plan-resources.test.ts).
const plans = { create: parsePlan(create), change: parsePlan(change) };
export type PlanName = keyof typeof plans;

/** What a policy is asked of one of the plans, of a lease of a week. */
export function factsOfPlan(name: PlanName, more: Partial<PolicyFacts> = {}): PolicyFacts {
  const plan = plans[name];
  const leaseMs = 7 * day;
  const cost = estimateCost(resourcesOfPlan(plan), { region: 'us-east-1', leaseHours: leaseMs / hour });
  return {
    template: 'shop/orders',
    team: 'shop',
    target: 'dev',
    region: 'us-east-1',
    cost,
    leaseMs,
    changes: plan.resource_changes,
    holdsData,
    ...more,
  };
}

/** A plan as Terraform shows it. */
export function planOf(name: PlanName) {
  return plans[name];
}

export const size = { type: 'aws_db_instance', attribute: 'instance_class' };
const permanent = { leaseMs: null, cost: { monthly: 1, lease: null, unpriced: [] } };
const sentence = (value: string, limit: string, fix: string) =>
  `rule: ${value} (limit: ${limit}). To pass: ${fix}.`;

/** A plan in words, a rule, the plan with what differs of it, and what the rule finds in it. */
export const policyCases: readonly (readonly [
  string,
  object,
  PlanName,
  Partial<PolicyFacts>,
  string | undefined,
])[] = [
  [
    'that costs too much a month',
    { monthlyAbove: 100 },
    'create',
    {},
    sentence('$149.15 a month', 'at most $100.00 a month', 'choose smaller sizes or fewer parts'),
  ],
  ['that costs less', { monthlyAbove: 500 }, 'create', {}, undefined],
  [
    'that costs too much over its lease',
    { leaseCostAbove: 20 },
    'create',
    {},
    '$34.33 over the lease (limit: at most $20.00 over the lease)',
  ],
  [
    'without an end, whatever it costs',
    { leaseCostAbove: 20 },
    'create',
    permanent,
    'a permanent lease (limit: at most $20.00 over the lease)',
  ],
  [
    'of which a part has no price',
    { unpriced: true },
    'create',
    { cost: { monthly: 0, lease: 0, unpriced: ['aws_x.y: no price'] } },
    'aws_x.y: no price (limit: everything has a price)',
  ],
  [
    'that lives too long',
    { leaseLongerThan: '3d' },
    'create',
    {},
    '168 hours (limit: at most 3d). To pass: use --ttl 3d.',
  ],
  ['that lives as long as it may', { leaseLongerThan: '7d' }, 'create', {}, undefined],
  [
    'that loses what it holds',
    { losesData: ['delete'] },
    'change',
    {},
    'aws_kms_key.this[0] would be deleted (limit: what holds data stays)',
  ],
  ['that only replaces none', { losesData: ['replace'] }, 'change', {}, undefined],
  [
    'that deletes too much',
    { deletesAbove: 0 },
    'change',
    {},
    '1 are deleted or replaced (limit: at most 0)',
  ],
  [
    'of a denied type',
    { types: { denied: ['aws_nat_*', 'aws_eip'] } },
    'create',
    {},
    'aws_eip, aws_nat_gateway (limit: no aws_nat_*, aws_eip)',
  ],
  ['of a type that is not allowed', { types: { allowed: ['aws_*'] } }, 'create', {}, undefined],
  ['of types beyond the allowed', { types: { allowed: ['aws_db_*', 'aws_ecs_*'] } }, 'change', {}, undefined],
  [
    'of a size that is not allowed',
    { value: { ...size, allowed: ['db.t4g.micro', 'db.t3.micro'] } },
    'change',
    {},
    'instance_class of aws_db_instance.this is db.t4g.medium (limit: instance_class to one of db.t4g.micro, db.t3.micro). To pass: set instance_class to one of',
  ],
  ['of a denied size', { value: { ...size, denied: ['db.r5.large'] } }, 'change', {}, undefined],
  [
    'with more than the most',
    { value: { type: 'aws_ecs_service', attribute: 'desired_count', most: 1 } },
    'create',
    {},
    'desired_count of module.service["large"].aws_ecs_service.this is 2',
  ],
  [
    'with a value that is not known yet',
    { value: { type: 'aws_db_instance', attribute: 'engine_version', matches: '^16' } },
    'create',
    {},
    'engine_version of aws_db_instance.this is known only after apply',
  ],
  [
    'in another region',
    { regions: { allowed: ['eu-*'] } },
    'create',
    {},
    'us-east-1 (limit: eu-*). To pass: use --target with a target in one of these regions.',
  ],
  [
    'without a tag',
    { tags: { required: { 'cost-center': '[0-9]{4}' }, types: ['aws_db_instance'] } },
    'change',
    {},
    'aws_db_instance.this: cost-center (limit: tags cost-center = /[0-9]{4}/)',
  ],
  ['of another team', { monthlyAbove: 0, for: { teams: ['data'] } }, 'create', {}, undefined],
  [
    'of a named template',
    { monthlyAbove: 0, for: { templates: ['shop/*'], targets: ['dev'] } },
    'create',
    {},
    '$149.15 a month',
  ],
  [
    'with words of its own',
    { monthlyAbove: 0, fix: 'Ask platform@example.com.' },
    'create',
    {},
    'To pass: Ask platform@example.com.',
  ],
];
