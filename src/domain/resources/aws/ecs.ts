import type { Arn } from '../arn';
import { type ArnForm, byArn } from '../arn-form';
import { runningTasks, taskIn, taskSize } from '../fargate';
import { childOf, idFrom, settingOf } from '../identity';
import { type IamNeed, keyed, need, retagging, tagging, untagged, whenKnown } from '../need';
import { nameIn, type Value } from '../planned-value';
import {
  assumedIf,
  blockIn,
  fixed,
  metered,
  numberIn,
  textIn,
  type PricedResource,
  type Pricer,
  free,
} from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { passRole, serviceRole } from '../shared-needs';

type Attributes = PricedResource['attributes'];

const ecs = need('ecs');
const ownRole = serviceRole('ecs.amazonaws.com', 'AWSServiceRoleForECS');
const servicePath = (value: Value) => `service/${nameIn('cluster', value)}/{name}`;

/** What ECS makes in one call, tagged by the same call (docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html). */
const madeByEcs = (on: IamNeed['on'], action: string): IamNeed[] => [
  tagging(ecs(on, action)),
  keyed(tagging(ecs(on, 'TagResource')), { 'ecs:CreateAction': action }),
];

const retagged = (on: IamNeed['on']): IamNeed[] => [
  retagging(ecs(on, 'TagResource')),
  ecs(on, 'UntagResource'),
];

const serviceArn: ArnForm = {
  service: 'ecs',
  resource: /^service\/([^/]+)\/([^/]+)$/,
  attributes: ({ arn, groups: [cluster = '', name = ''] }) => ({
    id: arn.text,
    arn: arn.text,
    name,
    cluster: clusterArn(arn, cluster),
  }),
};

const taskDefinitionArn: ArnForm = {
  service: 'ecs',
  resource: /^task-definition\/([^:]+):\d+$/,
  attributes: ({ arn, groups: [family = ''] }) => ({ id: family, family, arn: arn.text }),
};

function clusterArn({ partition, region, account }: Arn, name: string): string {
  return `arn:${partition}:ecs:${region}:${account}:cluster/${name}`;
}

/** Each of the desired tasks is paid for all the time; tasks on instances are paid for by their instances. */
const service: Pricer = ({ attributes }) => {
  const capacity = capacityOf(attributes);
  if (capacity === 'EC2' || capacity === 'EXTERNAL') return {};
  if (capacity !== 'FARGATE') return { unpriced: [`no fixed price for ${capacity} capacity`] };
  const task = taskIn(attributes);
  if (typeof task === 'string') return { unpriced: [task] };
  const { count, notes } = tasksOf(attributes['desired_count']);
  const parts = [runningTasks(task, count), ...addressesOf(attributes, count)];
  const isAssumed = notes.length > 0 || !saysCapacity(attributes);
  return count > 0 ? { fixed: parts.map((part) => assumedIf(isAssumed, part)), notes } : {};
};

/** Where a service's tasks run; one that does not say runs on Fargate, as those of our templates do. */
function capacityOf(attributes: Attributes): string {
  const strategies = attributes['capacity_provider_strategy'];
  const providers = (Array.isArray(strategies) ? (strategies as unknown[]) : [])
    .map((strategy) => textIn(blockIn(strategy)['capacity_provider']))
    .filter((provider) => provider !== 'FARGATE');
  return (
    providers.find((provider) => provider !== undefined) ?? textIn(attributes['launch_type']) ?? 'FARGATE'
  );
}

function saysCapacity(attributes: Attributes): boolean {
  return attributes['launch_type'] !== undefined || attributes['capacity_provider_strategy'] !== undefined;
}

/** Terraform's default for a service without `desired_count` is none. */
function tasksOf(desired: unknown): { count: number; notes: string[] } {
  if (desired === null) return { count: 0, notes: [] };
  const count = numberIn(desired);
  if (count !== undefined) return { count, notes: [] };
  return { count: 1, notes: ['its number of tasks is known only after apply; one is assumed'] };
}

function addressesOf(attributes: Attributes, tasks: number) {
  const assigned =
    attributes['assign_public_ip'] ?? blockIn(attributes['network_configuration'])['assign_public_ip'];
  return assigned === true
    ? [
        fixed(
          'addresses',
          { price: 'public-ipv4', quantity: tasks },
          `${tasks} × public IPv4 address, one per task`,
        ),
      ]
    : [];
}

const cluster: Pricer = ({ attributes }) => {
  const settings = attributes['setting'];
  const insights = (Array.isArray(settings) ? (settings as unknown[]) : [])
    .map(blockIn)
    .some(({ name, value }) => name === 'containerInsights' && value !== 'disabled');
  return insights
    ? { metered: [metered('Container Insights metrics', 'custom-metric', 'metric-month')] }
    : {};
};

/** The ARN of the cluster that an ECS service, task or container instance belongs to; undefined for anything else. */
export function clusterArnOf(arn: Arn): string | undefined {
  const match = /^(?:service|task|task-set|container-instance)\/([^/]+)\//.exec(arn.resource);
  return arn.service === 'ecs' && match?.[1] !== undefined ? clusterArn(arn, match[1]) : undefined;
}

/** Amazon ECS. */
export const ecsTypes: FactsByType = {
  aws_ecs_capacity_provider: {
    arn: byArn('ecs', /^capacity-provider\//),
  },
  aws_ecs_cluster: {
    identity: { ...idFrom('name'), idIs: 'arn' },
    arn: byArn('ecs', /^cluster\//),
    tags: 'listed',
    read: [ecs('cluster/{name}', 'DescribeClusters')],
    create: [...madeByEcs('cluster/{name}', 'CreateCluster'), ownRole],
    update: [ecs('cluster/{name}', 'UpdateCluster')],
    retag: retagged('cluster/{name}'),
    // ECS deletes none while a task is active, whoever started that; tasks carry no tags of the environment.
    destroy: [
      ecs('cluster/{name}', 'DeleteCluster'),
      untagged(ecs('task/{name}/*', 'DescribeTasks', 'StopTask')),
      keyed(untagged(ecs('container-instance/{name}/*', 'ListTasks')), {
        'ecs:cluster': 'arn:{partition}:ecs:{region}:{account}:cluster/{prefix}',
      }),
    ],
    price: cluster,
    listedAs: 'INACTIVE; ECS lists it for a while',
  },
  aws_ecs_cluster_capacity_providers: {
    identity: settingOf('cluster_name'),
    tags: 'none',
    read: [ecs('cluster/{cluster_name}', 'DescribeClusters')],
    create: [ecs('cluster/{cluster_name}', 'PutClusterCapacityProviders')],
    update: [ecs('cluster/{cluster_name}', 'PutClusterCapacityProviders')],
    destroy: [ecs('cluster/{cluster_name}', 'PutClusterCapacityProviders')],
    offered: true,
    price: free,
  },
  aws_ecs_service: {
    // Neither is looked up by name: the provider looks for a missing service for two minutes, a definition needs its revision.
    identity: childOf('cluster'),
    arn: serviceArn,
    tags: 'listed',
    read: [ecs(servicePath, 'DescribeServices')],
    create: [
      ...madeByEcs(servicePath, 'CreateService'),
      whenKnown('iam_role', passRole('iam_role', 'ecs.amazonaws.com')),
      ownRole,
    ],
    update: [ecs(servicePath, 'UpdateService')],
    retag: retagged(servicePath),
    destroy: [ecs(servicePath, 'UpdateService', 'DeleteService')],
    price: service,
    priceOnly: [...taskSize, 'assign_public_ip'],
    listedAs: 'INACTIVE; ECS lists it for a while',
    goesWith: 'cluster',
  },
  aws_ecs_task_definition: {
    identity: { toldApartBy: 'arn' },
    arn: taskDefinitionArn,
    tags: 'listed',
    read: [ecs('*', 'DescribeTaskDefinition')],
    create: [
      ...madeByEcs('task-definition/{family}:*', 'RegisterTaskDefinition'),
      passRole('execution_role_arn', 'ecs-tasks.amazonaws.com'),
      passRole('task_role_arn', 'ecs-tasks.amazonaws.com'),
    ],
    retag: retagged('task-definition/{family}:*'),
    destroy: [ecs('*', 'DeregisterTaskDefinition')],
    price: free,
    remainder: (_, now) => `INACTIVE since ${now} or before; ECS keeps the revision`,
  },
  ...freeTypes('aws_ecs_account_setting_default', 'aws_ecs_tag'),
};
