import { parsePlan, type PlanJson, type ResourceChange } from '../../../../src/domain/terraform/plan-json';
import { joinTaskSize, type Existing } from '../../../../src/domain/cost/task-definitions';

const existing = (address: string, attributes: Record<string, unknown>): Existing => {
  const parts = address.replace(/\[.*\]/g, '').split('.');
  const [type = '', name = ''] = parts.slice(-2);
  const module_address = parts.length > 2 ? address.slice(0, address.lastIndexOf(`.${type}.`)) : undefined;
  const change = { address, mode: 'managed', type, name, change: { actions: ['create'] } };
  return {
    attributes,
    change: { ...change, ...(module_address ? { module_address } : {}) } as ResourceChange,
  };
};
const task = (address: string, cpu: string, family = address) =>
  existing(address, { cpu, memory: '512', family });
const service = (attributes = {}, address = 'aws_ecs_service.web') => existing(address, attributes);
const version = { terraform_version: '1.11.4' };
const none = parsePlan(version);
const referring = (...references: string[]): PlanJson =>
  parsePlan({
    ...version,
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_ecs_service.web',
            mode: 'managed',
            type: 'aws_ecs_service',
            name: 'web',
            expressions: { task_definition: { references } },
          },
        ],
      },
    },
  });

describe('joinTaskSize', () => {
  it('finds the task definition by the family that an ARN names, whatever its revision', () => {
    const web = service({ task_definition: 'arn:aws:ecs:us-east-1:1:task-definition/web:7' });
    const all = [
      task('aws_ecs_task_definition.a', '256', 'job'),
      task('aws_ecs_task_definition.b', '512', 'web'),
    ];

    expect(joinTaskSize(web, all, none)).toMatchObject({ cpu: '512', memory: '512' });
  });

  it('follows the reference in the configuration while the ARN is not known yet', () => {
    const all = [task('aws_ecs_task_definition.job', '256'), task('aws_ecs_task_definition.web', '512')];
    const plan = referring('aws_ecs_task_definition.web.arn', 'aws_ecs_task_definition.web');

    expect(joinTaskSize(service(), all, plan)).toMatchObject({ cpu: '512' });
  });

  it('takes the only task definition in the same module when nothing is said', () => {
    const web = service({}, 'module.a.aws_ecs_service.web');
    const all = [
      task('module.a.aws_ecs_task_definition.x', '256'),
      task('module.b.aws_ecs_task_definition.y', '512'),
    ];

    expect(joinTaskSize(web, all, none)).toMatchObject({ cpu: '256' });
  });

  it('takes the only task definition there is when it lies in another module', () => {
    expect(joinTaskSize(service(), [task('module.b.aws_ecs_task_definition.y', '512')], none)).toMatchObject({
      cpu: '512',
    });
  });

  it('does not guess among several', () => {
    const all = [task('aws_ecs_task_definition.x', '256'), task('aws_ecs_task_definition.y', '512')];

    expect(joinTaskSize(service(), all, none)).toEqual({});
  });

  it('does not take another task for one that is named and not in the plan', () => {
    const web = service({ task_definition: 'elsewhere:1' });

    expect(joinTaskSize(web, [task('aws_ecs_task_definition.x', '256')], none)).not.toHaveProperty('cpu');
  });

  it('leaves a rule target alone that runs no task', () => {
    const target = existing('aws_cloudwatch_event_target.queue', { ecs_target: [] });

    expect(joinTaskSize(target, [task('aws_ecs_task_definition.x', '256')], none)).toEqual({
      ecs_target: [],
    });
  });

  it('finds the task of a schedule', () => {
    const schedule = existing('aws_scheduler_schedule.nightly', {
      target: [
        { ecs_parameters: [{ task_definition_arn: 'arn:aws:ecs:us-east-1:1:task-definition/job:1' }] },
      ],
    });

    expect(joinTaskSize(schedule, [task('aws_ecs_task_definition.x', '256', 'job')], none)).toMatchObject({
      cpu: '256',
    });
  });
});
