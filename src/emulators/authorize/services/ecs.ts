import { textAt, textsAt } from '../input';
import { serviceLinkedRole, tagging } from '../in-callers-name';
import { eachOf, namedBy, onlyFor } from '../named-by';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const nameIn = (arnOrName: string) => arnOrName.replace(/^arn:.*:cluster\//, '');
const clusterOf = ({ input }: Operation) => nameIn(textAt(input, 'cluster') ?? 'default');

const madeBy: Record<string, (operation: Operation) => string> = {
  CreateCluster: ({ input }) => `cluster/${textAt(input, 'clusterName') ?? 'default'}`,
  CreateService: (operation) => `service/${clusterOf(operation)}/${textAt(operation.input, 'serviceName')}`,
  RegisterTaskDefinition: ({ input }) => `task-definition/${textAt(input, 'family')}:*`,
};

/** Amazon ECS. */
export const ecs: ServiceRules = {
  prefix: 'ecs',
  signedAs: ['ecs'],
  protocol: 'json',
  named: eachOf(
    namedBy('cluster', 'cluster/{}', 'cluster', 'clusters', 'clusterName'),
    namedBy('task-definition', 'task-definition/{}:*', 'family'),
    namedBy('task-definition', 'task-definition/{}', 'taskDefinition'),
    services,
    onlyFor(['ListTasks'], instances),
  ),
  tags: ({ input }) => tagsIn(input, 'tags'),
  context: {
    'ecs:createaction': () => [],
    'ecs:cluster': ({ input }) => textsAt(input, 'cluster').filter((one) => one.startsWith('arn:')),
  },
  passedTo: ({ name }) => (name === 'CreateService' ? 'ecs.amazonaws.com' : 'ecs-tasks.amazonaws.com'),
  further: (operation) => [...tagsOnCreate(operation), ...rolesOfService(operation)],
};

/** A service is below its cluster, which a call names beside it. */
function services(operation: Operation): NamedResource[] {
  const names = ['serviceName', 'service', 'services'].flatMap((parameter) =>
    textsAt(operation.input, parameter),
  );
  return names
    .filter((name) => !name.startsWith('arn:'))
    .map((name) => ({ type: 'service', part: `service/${clusterOf(operation)}/${name}` }));
}

/** A list of tasks is asked about the instances of a cluster, which it need not name. */
function instances(operation: Operation): NamedResource[] {
  return [{ type: 'container-instance', part: `container-instance/${clusterOf(operation)}/*` }];
}

/** docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  const part = madeBy[operation.name]?.(operation);
  if (part === undefined) return [];
  const tags = tagsIn(operation.input, 'tags');
  return tagging('ecs:TagResource', part, { tags, context: { 'ecs:createaction': [operation.name] } });
}

/** docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles-for-clusters.html */
function rolesOfService({ name }: Operation): FurtherNeed[] {
  return name === 'CreateCluster' || name === 'CreateService' ? [serviceLinkedRole('ecs.amazonaws.com')] : [];
}
