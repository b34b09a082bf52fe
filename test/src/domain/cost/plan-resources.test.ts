import { estimateCost } from '../../../../src/domain/cost/estimate';
import { resourcesDeletedBy, resourcesOfPlan } from '../../../../src/domain/cost/plan-resources';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import change from './plans/change.json';
import create from './plans/create.json';

// Both plans are `terraform show -json` of Terraform 1.11.4 with the AWS provider 5.100.0, made against an emulator:
// the first creates everything, the second changes the database's class, removes the key and keeps the rest.
const here = { region: 'us-east-1', leaseHours: 24 };
const resourcesOf = (json: unknown) => resourcesOfPlan(parsePlan(json));
const monthly = (json: unknown) => {
  const lines = estimateCost(resourcesOf(json), here).lines;
  return Object.fromEntries(lines.map((line) => [`${line.address} ${line.item}`, line.monthly]));
};

const planOf = (...resource_changes: object[]) => ({ terraform_version: '1.11.4', resource_changes });
const key = (actions: string[], values: object) => ({
  address: 'aws_kms_key.this',
  mode: 'managed',
  type: 'aws_kms_key',
  name: 'this',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  change: { actions, ...values },
});

describe('resourcesOfPlan', () => {
  it('prices everything that a first plan creates', () => {
    expect(monthly(create)).toEqual({
      'aws_db_instance.this instance': 13.14,
      'aws_db_instance.this storage': 2.3,
      'aws_db_instance.this secret': 0.4,
      'aws_eip.nat address': 3.65,
      'aws_kms_key.this[0] key': 1,
      'aws_lb.this load balancer': 16.425,
      'aws_lb.this addresses': 7.3,
      'aws_nat_gateway.this gateway': 32.85,
      'module.service["large"].aws_ecs_service.this tasks': 57.67,
      'module.service["small"].aws_ecs_service.this tasks': 14.4175,
    });
  });

  it('prices what a change keeps and changes, not what it deletes', () => {
    const before = monthly(create);
    const after = monthly(change);

    expect(after).not.toHaveProperty(['aws_kms_key.this[0] key']);
    expect(after['aws_db_instance.this instance']).toBe(47.45);
    expect(after['module.service["large"].aws_ecs_service.this tasks']).toBe(
      before['module.service["large"].aws_ecs_service.this tasks'],
    );
  });

  it('leaves nothing of such a plan unpriced, and says what it assumed', () => {
    const estimate = estimateCost(resourcesOf(create), here);

    expect(estimate.unpriced).toEqual([]);
    expect(estimate.notes).toEqual(['aws_lb.this: its zones are known only after apply; two are assumed']);
    expect(estimate.usage.find(({ type }) => type === 'aws_cloudwatch_event_target')).toMatchObject({
      description: 'runs on Fargate, 1 × 0.25 vCPU and 0.5 GB, at least a minute',
      usd: 0.000205708333,
      unit: 'minute',
    });
  });

  it.each([
    [['create'], { before: null, after: {} }, 1],
    [['no-op'], { before: {}, after: {} }, 1],
    [['update'], { before: {}, after: {} }, 1],
    [['delete', 'create'], { before: {}, after: {} }, 1],
    [['create', 'delete'], { before: {}, after: {} }, 1],
    [['forget'], { before: {}, after: null }, 1],
    [['delete'], { before: {}, after: null }, 0],
  ])('takes %j for what it leaves behind', (actions, values, count) => {
    expect(resourcesOf(planOf(key(actions, values)))).toHaveLength(count);
  });

  it('leaves out data sources and deposed leftovers', () => {
    const resource = key(['read'], { after: {} });

    expect(resourcesOf(planOf({ ...resource, mode: 'data' }))).toEqual([]);
    expect(resourcesOf(planOf({ ...resource, deposed: '1a2b3c4d' }))).toEqual([]);
  });

  it('refuses what is no plan', () => {
    expect(() => resourcesOf('hello')).toThrow(expect.objectContaining({ code: 'CorruptRecord' }));
    expect(resourcesOf({ format_version: '1.2', terraform_version: '1.11.4' })).toEqual([]);
  });
});

describe('resourcesDeletedBy', () => {
  const deletedBy = (json: unknown) => resourcesDeletedBy(parsePlan(json)).map(({ address }) => address);

  it('is what goes and does not come again, as it was', () => {
    expect(deletedBy(change)).toEqual(['aws_kms_key.this[0]']);
    expect(deletedBy(planOf(key(['delete', 'create'], { before: {}, after: {} })))).toEqual([]);
    expect(deletedBy(planOf(key(['forget'], { before: {}, after: null })))).toEqual([]);
  });

  it('is no data source and no deposed leftover', () => {
    const gone = key(['delete'], { before: {}, after: null });

    expect(deletedBy(planOf({ ...gone, mode: 'data' }, { ...gone, deposed: '1a2b3c4d' }))).toEqual([]);
  });

  it('has the size of the tasks that a service ran', () => {
    const gone = (type: string, before: object) => ({
      ...key(['delete'], { before, after: null }),
      address: `${type}.this`,
      type,
    });
    const plan = planOf(
      gone('aws_ecs_service', { task_definition: 'web:7', desired_count: 1, launch_type: 'FARGATE' }),
      gone('aws_ecs_task_definition', { family: 'web', cpu: '256', memory: '512' }),
    );

    expect(resourcesDeletedBy(parsePlan(plan))[0]?.attributes).toMatchObject({ cpu: '256', memory: '512' });
  });
});
