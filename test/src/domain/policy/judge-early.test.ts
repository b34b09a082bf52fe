import { hour } from '../../../../src/domain/base/time';
import { estimateAtLeast } from '../../../../src/domain/cost/estimate';
import { resourcesOfPlan } from '../../../../src/domain/cost/plan-resources';
import { judgeEarly } from '../../../../src/domain/policy/judge-early';
import { judgePolicy } from '../../../../src/domain/policy/judge-policy';
import { Policy } from '../../../../src/domain/policy/policy';
import type { PolicyFacts } from '../../../../src/domain/policy/policy-facts';
import {
  factsOfPlan,
  type PlanName,
  planOf,
  policyCases,
  size,
} from '../../../support/builders/policy-cases';
import { seeded } from '../../../support/local/seeded';

const ruled = (rule: object) =>
  Policy.parse({ version: '7', rules: [{ name: 'rule', then: 'deny', ...rule }] });

/** Some of a plan, as a template may state it: whole resources for the price, some attributes of each for the other rules. */
function someOf(name: PlanName, more: Partial<PolicyFacts>, random: () => number) {
  const facts = factsOfPlan(name, more);
  const plan = planOf(name);
  const isKept = () => random() < 0.7;
  const addresses = new Set(plan.resource_changes.filter(isKept).map(({ address }) => address));
  const leaseHours = facts.leaseMs === null ? null : facts.leaseMs / hour;
  const sure = resourcesOfPlan(plan).filter(({ address }) => addresses.has(address));
  const some = (values: object | null | undefined) =>
    values && Object.fromEntries(Object.entries(values).filter(isKept));
  return {
    ...facts,
    early: { types: isKept() ? plan.resource_changes.map(({ type }) => type) : undefined },
    cost: more.cost ?? estimateAtLeast(sure, { region: 'us-east-1', leaseHours }),
    changes: plan.resource_changes
      .filter(({ address, change }) => addresses.has(address) && change.actions.join() === 'create')
      .map((one) => ({
        ...one,
        change: { ...one.change, after: some(one.change.after), after_unknown: {} },
      })),
  };
}

describe('a policy before there is a plan', () => {
  it.each(policyCases)(
    'finds nothing that the plan has not, and settles nothing wrongly: a plan %s',
    (_, rule, plan, more) => {
      const random = seeded(46);
      const inPlan = judgePolicy(ruled(rule), factsOfPlan(plan, more)).verdict;

      for (let draw = 0; draw < 40; draw++) {
        const { verdict, findings, withPlan } = judgeEarly(ruled(rule), someOf(plan, more, random));

        // Denied early is denied by the plan; what is neither found nor left to the plan is allowed by it.
        expect([verdict, inPlan]).not.toEqual(['deny', 'allow']);
        if (findings.length === 0 && withPlan.length === 0) expect(inPlan).toBe('allow');
      }
    },
  );

  const facts = (more: Partial<PolicyFacts> = {}, types?: string[]) => ({
    ...factsOfPlan('create', more),
    early: { types },
  });
  const cost = { monthly: 149, lease: 30, unpriced: [] };
  const early = (rule: object, more: Partial<PolicyFacts> = {}, types?: string[]) => {
    const { verdict, findings, withPlan } = judgeEarly(
      ruled(rule),
      facts({ changes: [], cost, ...more }, types),
    );
    return verdict === 'deny' ? findings[0]?.value : withPlan.length > 0 ? 'with the plan' : 'settled';
  };

  it.each([
    ['a cost that is above already', { monthlyAbove: 100 }, {}, undefined, 'at least $149.00 a month'],
    ['a cost that is not yet above', { monthlyAbove: 500 }, {}, undefined, 'with the plan'],
    ['a lease that costs too much', { leaseCostAbove: 20 }, {}, undefined, 'at least $30.00 over the lease'],
    ['a lease that costs little yet', { leaseCostAbove: 50 }, {}, undefined, 'with the plan'],
    ['what has no price', { unpriced: true }, {}, undefined, 'with the plan'],
    ['a lease that is too long', { leaseLongerThan: '3d' }, {}, undefined, '168 hours'],
    ['a lease that is not', { leaseLongerThan: '7d' }, {}, undefined, 'settled'],
    ['a region', { regions: { allowed: ['eu-*'] } }, {}, undefined, 'us-east-1'],
    ['a region that is allowed', { regions: { allowed: ['us-*'] } }, {}, undefined, 'settled'],
    ['a loss of data', { losesData: ['delete', 'replace'] }, {}, ['aws_kms_key'], 'with the plan'],
    ['deletions', { deletesAbove: 0 }, {}, [], 'with the plan'],
    ['denied types that may be made', { types: { denied: ['aws_eip'] } }, {}, ['aws_eip'], 'with the plan'],
    ['denied types that cannot be', { types: { denied: ['aws_eip'] } }, {}, ['aws_vpc'], 'settled'],
    [
      'types of a template that are not known',
      { types: { allowed: ['aws_*'] } },
      {},
      undefined,
      'with the plan',
    ],
    ['allowed types only', { types: { allowed: ['aws_*'] } }, {}, ['aws_vpc'], 'settled'],
    [
      'a size that is not known',
      { value: { ...size, denied: ['x'] } },
      {},
      ['aws_db_instance'],
      'with the plan',
    ],
    ['a size of nothing', { value: { ...size, denied: ['x'] } }, {}, ['aws_vpc'], 'settled'],
    ['tags', { tags: { required: { a: '.' } } }, {}, ['aws_vpc'], 'with the plan'],
    ['tags of nothing', { tags: { required: { a: '.' }, types: ['aws_db_*'] } }, {}, ['aws_vpc'], 'settled'],
    ['another team', { monthlyAbove: 0, for: { teams: ['data'] } }, {}, undefined, 'settled'],
  ] as const)('answers about %s', (_, rule, more, types, said) => {
    expect(early(rule, more, types as string[] | undefined)).toBe(said);
  });

  it('finds a tag that is there with another value, and leaves one to the plan that the provider may add', () => {
    const vpc = {
      address: 'aws_vpc',
      mode: 'managed' as const,
      type: 'aws_vpc',
      name: 'aws_vpc',
      provider_name: '',
      change: { actions: ['create'], after: { tags: { stage: 'x' } }, after_unknown: {} },
    };
    const tags = (required: object) => early({ tags: { required } }, { changes: [vpc] });

    expect(tags({ stage: 'dev|prod' })).toBe('aws_vpc: stage');
    expect(tags({ 'cost-center': '[0-9]{4}' })).toBe('with the plan');
  });
});
