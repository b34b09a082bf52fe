import { describeFinding, judgePolicy } from '../../../../src/domain/policy/judge-policy';
import { Policy } from '../../../../src/domain/policy/policy';
import type { PolicyFacts } from '../../../../src/domain/policy/policy-facts';
import { factsOfPlan, policyCases, size } from '../../../support/builders/policy-cases';

const judge = (rule: object, facts: PolicyFacts) =>
  judgePolicy(Policy.parse({ version: '7', rules: [{ name: 'rule', then: 'deny', ...rule }] }), facts);

describe('a policy', () => {
  it.each(policyCases)('answers a plan %s', (_, rule, plan, more, said) => {
    const { verdict, findings } = judge(rule, factsOfPlan(plan, more));

    expect(verdict).toBe(said === undefined ? 'allow' : 'deny');
    expect(findings.map(describeFinding).join()).toContain(said ?? '');
  });

  it('answers with the strictest of all rules, and names its version', () => {
    const rules = [
      { name: 'dear', then: 'approve', monthlyAbove: 100 },
      { name: 'large', then: 'deny', value: { ...size, allowed: ['db.t4g.micro'] } },
      { name: 'far', then: 'approve', regions: { allowed: ['us-*'] } },
    ];
    const all = judgePolicy(Policy.parse({ version: '2026-11', rules }), factsOfPlan('change'));
    const two = judgePolicy(
      Policy.parse({ version: '2026-11', rules: rules.slice(0, 1) }),
      factsOfPlan('change'),
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
    const early = factsOfPlan('create', { cost: undefined, changes: undefined });

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
    const [found] = judge({ value }, factsOfPlan('create', { changes: [blocks] })).findings;

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
