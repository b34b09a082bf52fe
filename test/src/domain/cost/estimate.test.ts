import * as fc from 'fast-check';
import { estimateCost, priceEach } from '../../../../src/domain/cost/estimate';
import { addUp } from '../../../../src/domain/cost/money';
import type { PricedResource } from '../../../../src/domain/resources/pricing';

const here = { region: 'us-east-1', leaseHours: 168 };

const resource = (type: string, attributes: Record<string, unknown> = {}, count = 1): PricedResource => ({
  type,
  address: `${type}.this`,
  count,
  attributes,
});

const apiWithDatabase = [
  resource('aws_vpc'),
  resource('aws_nat_gateway'),
  resource('aws_eip'),
  resource('aws_lb', { internal: false, subnets: ['a', 'b'] }),
  resource('aws_ecs_service', { cpu: '256', memory: '512', desired_count: 1 }),
  resource('aws_db_instance', {
    engine: 'postgres',
    instance_class: 'db.t3.micro',
    allocated_storage: 20,
    storage_type: 'gp3',
  }),
  resource('aws_secretsmanager_secret'),
];

describe('estimateCost', () => {
  it('adds up what an API with a database costs', () => {
    const estimate = estimateCost(apiWithDatabase, here);

    expect(estimate).toMatchObject({
      currency: 'USD',
      hourly: 0.11654113,
      monthly: 85.075025,
      lease: 19.57890984,
    });
    expect(estimate).toMatchObject({ unpriced: [], notes: [], unverified: false, pricesAsOf: '2026-03-18' });
  });

  it('asks nothing for a permanent lease but what an hour and a month cost', () => {
    const estimate = estimateCost([resource('aws_nat_gateway')], { ...here, leaseHours: null });

    expect(estimate).toMatchObject({ hourly: 0.045, monthly: 32.85, lease: null, leaseHours: null });
  });

  it('names what it cannot price and what costs by use, and puts neither into a total', () => {
    const estimate = estimateCost([resource('aws_msk_cluster'), resource('aws_sqs_queue')], here);

    expect(estimate).toMatchObject({ hourly: 0, monthly: 0, lease: 0, lines: [] });
    expect(estimate.unpriced).toEqual(['aws_msk_cluster.this: no price is recorded']);
    expect(estimate.usage).toMatchObject([{ type: 'aws_sqs_queue', usd: 0.4, unit: 'million requests' }]);
  });

  it('says which of the prices in use nobody has verified', () => {
    const estimate = estimateCost([resource('aws_lb', { load_balancer_type: 'network' })], here);

    expect(estimate).toMatchObject({
      unverified: true,
      unverifiedPrices: ['nlb', 'nlb-lcu'],
      pricesAsOf: '2026-09-17',
    });
  });

  it('shows the prices of us-east-1 for a region without prices, and trusts none of them', () => {
    const estimate = estimateCost([resource('aws_nat_gateway')], { ...here, region: 'eu-west-1' });

    expect(estimate).toMatchObject({
      region: 'eu-west-1',
      pricedAs: 'us-east-1',
      monthly: 32.85,
      unverified: true,
    });
    expect(estimate.unverifiedPrices).toEqual(['nat-data', 'nat-gateway']);
    expect(estimate.notes).toEqual(['There are no prices for eu-west-1; the prices of us-east-1 are shown.']);
  });

  it('has nothing to distrust where nothing is priced', () => {
    const estimate = estimateCost([resource('terraform_data')], { ...here, region: 'eu-west-1' });

    expect(estimate).toMatchObject({ monthly: 0, unverified: false, notes: [], pricesAsOf: null });
  });

  it('refuses a lease of less than nothing', () => {
    expect(() => estimateCost([], { ...here, leaseHours: -1 })).toThrow(RangeError);
    expect(() => estimateCost([], { ...here, leaseHours: Number.NaN })).toThrow(RangeError);
  });
});

const types = [
  'aws_nat_gateway',
  'aws_eip',
  'aws_lb',
  'aws_vpc_endpoint',
  'aws_route53_zone',
  'aws_flow_log',
  'aws_vpc',
  'aws_ecs_service',
  'aws_cloudwatch_event_target',
  'aws_scheduler_schedule',
  'aws_ecs_cluster',
  'aws_ecr_repository',
  'aws_db_instance',
  'aws_dynamodb_table',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'aws_kms_key',
  'aws_sqs_queue',
  'aws_lambda_function',
  'aws_codebuild_project',
  'aws_appautoscaling_policy',
  'terraform_data',
];
const value = fc.oneof(
  fc.constantFrom(
    '256',
    '512',
    '.5 vCPU',
    '1 GB',
    'gp3',
    'db.t3.micro',
    'postgres',
    'EC2',
    'Interface',
    'PROVISIONED',
    '',
  ),
  fc.integer({ min: -10, max: 65_536 }),
  fc.constantFrom(true, false, null, undefined, Number.NaN, Number.POSITIVE_INFINITY, [], {}, [
    { size_in_gib: 100 },
  ]),
);
const attribute = fc.constantFrom(
  'cpu',
  'memory',
  'desired_count',
  'ephemeral_storage',
  'instance_class',
  'allocated_storage',
  'storage_type',
  'engine',
  'multi_az',
  'iops',
  'subnets',
  'internal',
  'load_balancer_type',
  'launch_type',
  'ecs_target',
  'target',
  'billing_mode',
  'read_capacity',
  'write_capacity',
  'vpc_endpoint_type',
  'subnet_ids',
  'environment',
  'setting',
);
const anyResource = (type: fc.Arbitrary<string>): fc.Arbitrary<PricedResource> =>
  fc.record({
    type,
    address: fc.string({ minLength: 1 }),
    count: fc.integer({ min: 0, max: 50 }),
    attributes: fc.dictionary(attribute, value),
  });
const known = anyResource(fc.constantFrom(...types));
const hours = fc.integer({ min: 1, max: 24 * 365 });

describe('the price of each resource', () => {
  it('says what it costs by time, whether by use as well, and what has no price', () => {
    const prices = priceEach(
      [
        resource('aws_nat_gateway'),
        resource('aws_sqs_queue'),
        resource('aws_vpc'),
        resource('aws_iam_role'),
        resource('aws_msk_cluster'),
      ],
      here,
    );

    expect(Object.fromEntries(prices)).toEqual({
      'aws_nat_gateway.this': { monthly: 32.85, byUse: true, unpriced: false },
      'aws_sqs_queue.this': { monthly: null, byUse: true, unpriced: false },
      'aws_vpc.this': { monthly: null, byUse: false, unpriced: false },
      'aws_iam_role.this': { monthly: null, byUse: false, unpriced: false },
      'aws_msk_cluster.this': { monthly: null, byUse: false, unpriced: true },
    });
  });

  it('adds up to the estimate of all', () => {
    fc.assert(
      fc.property(fc.array(known), (drawn) => {
        const resources = drawn.map((one, index) => ({ ...one, address: `a.b[${index}]`, count: 1 }));
        const prices = [...priceEach(resources, here).values()];

        const estimate = estimateCost(resources, here);

        expect(addUp(prices.map(({ monthly }) => monthly ?? 0))).toBe(estimate.monthly);
        expect(prices.some(({ unpriced }) => unpriced)).toBe(estimate.unpriced.length > 0);
        expect(prices.some(({ byUse }) => byUse)).toBe(estimate.usage.length > 0);
      }),
    );
  });
});

describe('an estimate of anything', () => {
  it('is the sum of its lines, its lease the hours of an hour', () => {
    fc.assert(
      fc.property(fc.array(known), hours, (resources, leaseHours) => {
        const estimate = estimateCost(resources, { ...here, leaseHours });

        expect(estimate.hourly).toBe(addUp(estimate.lines.map(({ hourly }) => hourly)));
        expect(estimate.monthly).toBe(addUp(estimate.lines.map(({ monthly }) => monthly)));
        expect(estimate.lease).toBeCloseTo(estimate.hourly * leaseHours, 6);
      }),
    );
  });

  it('holds no amount that is negative or not a number', () => {
    fc.assert(
      fc.property(fc.array(known), (resources) => {
        const { hourly, monthly, lease, lines, usage } = estimateCost(resources, here);
        const parts = [
          ...lines.flatMap((line) => [line.hourly, line.monthly]),
          ...usage.map(({ usd }) => usd),
        ];

        expect(
          [hourly, monthly, lease, ...parts].every((usd) => Number.isFinite(usd) && Number(usd) >= 0),
        ).toBe(true);
      }),
    );
  });

  it('never gets cheaper by one resource more', () => {
    fc.assert(
      fc.property(fc.array(known), known, (resources, extra) => {
        const before = estimateCost(resources, here);
        const after = estimateCost([...resources, extra], here);

        expect(after.monthly).toBeGreaterThanOrEqual(before.monthly);
        expect(after.unpriced.length).toBeGreaterThanOrEqual(before.unpriced.length);
      }),
    );
  });

  it('names every resource of an unknown type', () => {
    const unknown = anyResource(fc.stringMatching(/^acme_[a-z]{1,10}$/));

    fc.assert(
      fc.property(fc.array(known), unknown, (resources, stranger) => {
        const estimate = estimateCost([...resources, { ...stranger, count: 1 }], here);

        expect(estimate.unpriced).toContain(`${stranger.address}: no price is recorded`);
      }),
    );
  });
});
