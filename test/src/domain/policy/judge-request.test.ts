import {
  requestForChange,
  requestForLife,
  type JudgedRequest,
  judgeRequest,
  leastCost,
  refuseDenied,
} from '../../../../src/domain/policy/judge-request';
import { Policy } from '../../../../src/domain/policy/policy';
import { startLease } from '../../../../src/domain/lease';
import { templateVersion } from '../../../support/terraform/catalog';

const inputs = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    ['class', 'zones', 'nat', 'cpu', 'secret'].map((name) => [
      name,
      { description: name, ...(name === 'secret' && { sensitive: true }) },
    ]),
  ),
};
const database = {
  type: 'aws_db_instance',
  with: {
    engine: 'postgres',
    instance_class: { input: 'class' },
    allocated_storage: 20,
    username: { input: 'secret' },
  },
};
const template = (...cost: object[]) => ({
  ...templateVersion({ inputs, cost, lease: { default: '1d', max: '30d', permanent: true } }),
  types: ['aws_db_instance', 'aws_nat_gateway', 'aws_vpc'],
});
const target = { name: 'dev', region: 'us-east-1' };
const leaseOf = (asked: object) =>
  startLease(asked, { default: '1d', max: '30d', permanent: true }, '2026-01-01T00:00:00.000Z');

const request = (
  cost: object[],
  given: Record<string, never> | object = {},
  more: Partial<JudgedRequest> = {},
) => ({
  ...requestForLife({
    template: template(...cost),
    inputs: { class: 'db.t4g.medium', ...given },
    team: 'shop',
    target,
    lease: leaseOf({ ttl: '7d' }),
  }),
  ...more,
});
const judge = (rule: object, judged: JudgedRequest) =>
  judgeRequest(Policy.parse({ version: '7', rules: [{ name: 'rule', then: 'deny', ...rule }] }), judged);
const size = { type: 'aws_db_instance', attribute: 'instance_class' };

describe('a request', () => {
  it.each([
    [
      'a size that an input says',
      { value: { ...size, denied: ['db.t4g.medium'] } },
      request([database]),
      ['instance_class of aws_db_instance is db.t4g.medium', 'inputs.class'],
    ],
    ['a lease that is too long', { leaseLongerThan: '3d' }, request([]), ['168 hours', 'ttl']],
    [
      'a permanent lease',
      { leaseCostAbove: 1 },
      request([], {}, { lease: leaseOf({ permanent: true }) }),
      ['a permanent lease', 'permanent'],
    ],
    ['a region', { regions: { allowed: ['eu-*'] } }, request([]), ['us-east-1', 'target']],
    [
      'a type that is there',
      { types: { denied: ['aws_nat_*'] } },
      request([{ type: 'aws_nat_gateway', when: { input: 'nat', equals: true } }], { nat: true }),
      ['aws_nat_gateway', undefined],
    ],
    [
      'a type without a price',
      { unpriced: true },
      request([{ type: 'aws_thing' }]),
      ['aws_thing: no price is recorded', undefined],
    ],
    [
      'what all together costs',
      { monthlyAbove: 70 },
      request([{ type: 'aws_nat_gateway', count: { input: 'zones' } }], { zones: 3 }),
      ['at least $98.55 a month', undefined],
    ],
  ])('is denied for %s, with the field that decides it', (_, rule, judged, [value, field]) => {
    const found = judge(rule, judged)?.findings[0];

    expect([found?.value, found?.field]).toEqual([value, field]);
  });

  it.each([
    [
      'a type that its inputs leave out',
      { types: { denied: ['aws_nat_*'] } },
      request([{ type: 'aws_nat_gateway', when: { input: 'nat', equals: true } }], { nat: false }),
    ],
    [
      'a type of which there are none',
      { types: { denied: ['aws_nat_*'] } },
      request([{ type: 'aws_nat_gateway', count: { input: 'zones' } }], { zones: 0 }),
    ],
    [
      'a number that no input says',
      { monthlyAbove: 1 },
      request([{ type: 'aws_nat_gateway', count: { input: 'zones' } }]),
    ],
    [
      'what a sensitive input says',
      { value: { type: 'aws_db_instance', attribute: 'username', allowed: ['app'] } },
      request([database], { secret: 'root' }),
    ],
    [
      'what a sensitive input decides',
      { types: { denied: ['aws_nat_*'] } },
      request([{ type: 'aws_nat_gateway', when: { input: 'secret', equals: 'x' } }], { secret: 'x' }),
    ],
    [
      'a price that is assumed',
      { monthlyAbove: 10 },
      request([{ type: 'aws_ecs_service', with: { cpu: 1024, memory: 2048, launch_type: 'FARGATE' } }]),
    ],
    [
      'a price that only the plan knows',
      { unpriced: true },
      request([{ type: 'aws_db_instance', with: { engine: 'postgres' } }]),
    ],
    [
      'a name that Terraform has elsewhere',
      { value: { type: 'aws_ecs_service', attribute: 'cpu', most: 256 } },
      {
        ...request([{ type: 'aws_ecs_service', with: { cpu: 1024, memory: 2048 } }]),
        template: {
          ...template({ type: 'aws_ecs_service', with: { cpu: 1024 } }),
          types: ['aws_ecs_service'],
        },
      },
    ],
    [
      'what a change may leave as it is',
      { value: { ...size, allowed: ['db.t4g.micro'] } },
      request([database], {}, { isNew: false }),
    ],
  ])('is left to the plan for %s', (_, rule, judged) => {
    expect(judge(rule, judged)).toMatchObject({ verdict: 'allow', findings: [], withPlan: ['rule'] });
  });

  it('costs as asleep what a change leaves asleep', () => {
    const line = { type: 'aws_nat_gateway', asleep: false };
    const environment = { team: null, lease: leaseOf({ ttl: '7d' }), wanted: { sleep: { asleep: true } } };
    const asleep = requestForChange(environment, {
      template: template(line),
      target,
      changed: { filled: {} },
    });

    expect(leastCost(asleep).monthly).toBe(0);
    expect(leastCost({ ...asleep, asleep: false }).monthly).toBe(32.85);
    expect(judge({ monthlyAbove: 1 }, asleep)).toMatchObject({ verdict: 'allow' });
  });

  it('is refused with every rule that denies it, its numbers and what to write', () => {
    const rules = [
      { name: 'short', then: 'deny', leaseLongerThan: '3d' },
      { name: 'dear', then: 'approve', monthlyAbove: 0 },
      {
        name: 'small',
        then: 'deny',
        value: { ...size, denied: ['db.t4g.medium'] },
        fix: 'set class to db.t4g.micro',
      },
    ];
    const judgement = judgeRequest(Policy.parse({ version: '2026-11', rules }), request([database]));

    expect(() => refuseDenied(judgement)).toThrow(
      expect.objectContaining({
        code: 'DeniedByPolicy',
        kind: 'invalid',
        message:
          'Policy 2026-11 denies this request. short: 168 hours (limit: at most 3d). To pass: use --ttl 3d. small: instance_class of aws_db_instance is db.t4g.medium (limit: instance_class to anything but db.t4g.medium). To pass: set class to db.t4g.micro.',
        issues: [
          { field: 'ttl', message: 'use --ttl 3d' },
          { field: 'inputs.class', message: 'set class to db.t4g.micro' },
        ],
      }),
    );
  });

  it('is not judged where the stage has no rules', () => {
    expect(judgeRequest({ version: 'none', rules: [] }, request([]))).toBeUndefined();
    expect(() => refuseDenied(undefined)).not.toThrow();
  });
});
