import { estimateCost } from '../../../../src/domain/cost/estimate';
import { resourcesOfPlan } from '../../../../src/domain/cost/plan-resources';
import { day, hour } from '../../../../src/domain/base/time';
import { describeFinding, judgePolicy } from '../../../../src/domain/policy/judge-policy';
import { Policy } from '../../../../src/domain/policy/policy';
import type { PolicyFacts } from '../../../../src/domain/policy/policy-facts';
import { holdsData } from '../../../../src/domain/resources/stateful';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import change from '../cost/plans/change.json';
import create from '../cost/plans/create.json';

// Both plans are `terraform show -json` of Terraform 1.11.4 with the AWS provider 5.100.0 (see plan-resources.test.ts).
const plans = { create, change };

function factsOf(name: keyof typeof plans, more: Partial<PolicyFacts> = {}): PolicyFacts {
  const plan = parsePlan(plans[name]);
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

const judge = (rule: object, facts: PolicyFacts) =>
  judgePolicy(Policy.parse({ version: '7', rules: [{ name: 'rule', then: 'deny', ...rule }] }), facts);
const permanent = { leaseMs: null, cost: { monthly: 1, lease: null, unpriced: [] } };
const size = { type: 'aws_db_instance', attribute: 'instance_class' };
const sentence = (value: string, limit: string, fix: string) =>
  `rule: ${value} (limit: ${limit}). To pass: ${fix}.`;

describe('a policy', () => {
  it.each([
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
    [
      'of types beyond the allowed',
      { types: { allowed: ['aws_db_*', 'aws_ecs_*'] } },
      'change',
      {},
      undefined,
    ],
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
  ] as const)('answers a plan %s', (_, rule, plan, more, said) => {
    const { verdict, findings } = judge(rule, factsOf(plan, more));

    expect(verdict).toBe(said === undefined ? 'allow' : 'deny');
    expect(findings.map(describeFinding).join()).toContain(said ?? '');
  });

  it('answers with the strictest of all rules, and names its version', () => {
    const rules = [
      { name: 'dear', then: 'approve', monthlyAbove: 100 },
      { name: 'large', then: 'deny', value: { ...size, allowed: ['db.t4g.micro'] } },
      { name: 'far', then: 'approve', regions: { allowed: ['us-*'] } },
    ];
    const all = judgePolicy(Policy.parse({ version: '2026-11', rules }), factsOf('change'));
    const two = judgePolicy(
      Policy.parse({ version: '2026-11', rules: rules.slice(0, 1) }),
      factsOf('change'),
    );

    expect(all).toMatchObject({ version: '2026-11', verdict: 'deny' });
    expect(all.findings.map(({ rule, then }) => [rule, then])).toEqual([
      ['dear', 'approve'],
      ['large', 'deny'],
    ]);
    expect(two.verdict).toBe('approve');
  });

  it('finds nothing in what is not known yet', () => {
    const rules = [
      { name: 'a', then: 'deny', monthlyAbove: 0 },
      { name: 'b', then: 'deny', types: { denied: ['*'] } },
      { name: 'c', then: 'deny', losesData: ['delete', 'replace'] },
    ];
    const early = factsOf('create', { cost: undefined, changes: undefined });

    expect(judgePolicy(Policy.parse({ version: '1', rules }), early).verdict).toBe('allow');
  });

  it('takes a value for beyond its limit that is known only after apply, also within blocks', () => {
    const blocks = {
      address: 'aws_instance.web',
      mode: 'managed' as const,
      type: 'aws_instance',
      name: 'web',
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: ['create'],
        before: null,
        after: { root_block_device: [{ volume_size: 50 }, { volume_size: 9 }, {}] },
        after_unknown: { root_block_device: [{}, {}, { volume_size: true }] },
      },
    };
    const value = { type: 'aws_*', attribute: 'root_block_device.volume_size', most: 20 };
    const [found] = judge({ value }, factsOf('create', { changes: [blocks] })).findings;

    expect(found?.value).toBe(
      'root_block_device.volume_size of aws_instance.web is 50; root_block_device.volume_size of aws_instance.web is known only after apply',
    );
    expect(found?.addresses).toEqual(['aws_instance.web']);
  });
});

describe('a policy as a document', () => {
  it.each([
    ['a rule that looks at nothing', { name: 'a', then: 'deny' }, 'needs exactly one of monthlyAbove'],
    [
      'a rule that looks at two things',
      { name: 'a', then: 'deny', unpriced: true, monthlyAbove: 1 },
      'needs exactly one of',
    ],
    ['an unknown key', { name: 'a', then: 'deny', monthlyOver: 1 }, 'monthlyOver'],
    ['another answer', { name: 'a', then: 'warn', monthlyAbove: 1 }, 'deny'],
    ['a ttl that is none', { name: 'a', then: 'deny', leaseLongerThan: '7' }, 'is not a duration'],
    [
      'a pattern that is none',
      { name: 'a', then: 'deny', tags: { required: { x: '(' } } },
      'must be a regular expression',
    ],
    [
      'two limits of a value',
      { name: 'a', then: 'deny', value: { type: 'a', attribute: 'b', most: 1, least: 1 } },
      'needs one of allowed',
    ],
    [
      'no limit of a value',
      { name: 'a', then: 'deny', value: { type: 'a', attribute: 'b' } },
      'needs one of allowed',
    ],
  ])('is refused with %s', (_, rule, reason) => {
    const { error } = Policy.safeParse({ version: '1', rules: [rule] });

    expect(JSON.stringify(error?.issues)).toContain(reason);
  });

  it('is refused with two rules of one name', () => {
    const rule = { name: 'a', then: 'deny', unpriced: true };

    expect(Policy.safeParse({ version: '1', rules: [rule, rule] }).success).toBe(false);
  });
});
