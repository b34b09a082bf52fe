import { priceOf } from '../../../../support/builders/price-of';

const quarter = { cpu: 256, memory: 512 };

describe('container prices', () => {
  it('counts vCPU and memory of each task that a Fargate service wants', () => {
    expect(priceOf('aws_ecs_service', { ...quarter, desired_count: 2 }).monthly).toEqual({ tasks: 18.02005 });
  });

  it('reads sizes as ECS lets one spell them', () => {
    const { monthly } = priceOf('aws_ecs_service', { cpu: '.25 vCPU', memory: '0.5 GB', desired_count: 2 });

    expect(monthly).toEqual({ tasks: 18.02005 });
  });

  it('knows that ARM is cheaper and that more than 20 GB of storage costs', () => {
    const arm = { ...quarter, desired_count: 1, runtime_platform: [{ cpu_architecture: 'ARM64' }] };

    expect(priceOf('aws_ecs_service', arm).monthly).toEqual({ tasks: 7.20875 });
    expect(priceOf('aws_ecs_service', { ...arm, ephemeral_storage: [{ size_in_gib: 30 }] }).monthly).toEqual({
      tasks: 8.01905,
    });
  });

  it('counts a public address for each task that gets one', () => {
    const { monthly } = priceOf('aws_ecs_service', {
      ...quarter,
      desired_count: 2,
      network_configuration: [{ assign_public_ip: true }],
    });

    expect(monthly).toHaveProperty('addresses', 7.3);
  });

  it('tells no tasks (null) from a number of tasks that is not known yet', () => {
    expect(priceOf('aws_ecs_service', { ...quarter, desired_count: null })).toMatchObject({
      monthly: {},
      notes: [],
    });
    expect(priceOf('aws_ecs_service', quarter)).toMatchObject({
      monthly: { tasks: 9.010025 },
      notes: ['its number of tasks is known only after apply; one is assumed'],
    });
  });

  it('leaves tasks on instances to their instances, and names capacity without a fixed price', () => {
    const spot = [{ capacity_provider: 'FARGATE' }, { capacity_provider: 'FARGATE_SPOT' }];

    expect(priceOf('aws_ecs_service', { launch_type: 'EC2' })).toMatchObject({ monthly: {}, unpriced: [] });
    expect(priceOf('aws_ecs_service', { ...quarter, capacity_provider_strategy: spot }).unpriced).toEqual([
      'no fixed price for FARGATE_SPOT capacity',
    ]);
  });

  it('names a service whose task it cannot measure or price', () => {
    const windows = [{ operating_system_family: 'WINDOWS_SERVER_2022_CORE' }];

    expect(priceOf('aws_ecs_service').unpriced).toEqual([
      'the size of its Fargate task is known only after apply',
    ]);
    expect(priceOf('aws_ecs_service', { ...quarter, runtime_platform: windows }).unpriced).toEqual([
      'no price for Fargate on WINDOWS_SERVER_2022_CORE',
    ]);
  });

  it('prices a minute of the runs that a rule or a schedule starts', () => {
    const runs = 'runs on Fargate, 2 × 0.25 vCPU and 0.5 GB, at least a minute';
    const block = [{ launch_type: 'FARGATE', task_count: 2 }];

    expect(priceOf('aws_cloudwatch_event_target', { ...quarter, ecs_target: block }).usage).toEqual({
      [runs]: '0.000411416667 a minute',
    });
    expect(
      priceOf('aws_scheduler_schedule', { ...quarter, target: [{ ecs_parameters: block }] }).usage,
    ).toEqual({
      'invocations by the scheduler': '1 a million',
      [runs]: '0.000411416667 a minute',
    });
  });

  it('asks nothing for a rule target that runs no task', () => {
    expect(priceOf('aws_cloudwatch_event_target', { ecs_target: [] })).toMatchObject({
      usage: {},
      unpriced: [],
    });
  });

  it('asks for Container Insights only where they are on', () => {
    const insights = (value: string) => ({ setting: [{ name: 'containerInsights', value }] });

    expect(priceOf('aws_ecs_cluster', insights('disabled')).usage).toEqual({});
    expect(priceOf('aws_ecs_cluster', insights('enhanced')).usage).toEqual({
      'Container Insights metrics': '0.3 a metric-month',
    });
  });
});
