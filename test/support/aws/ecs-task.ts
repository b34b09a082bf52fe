import {
  DescribeTasksCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';

/** Of no network, since the emulator would keep what it makes there. */
const definition = {
  family: 'standalone',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'job', image: 'busybox', memory: 256 }],
};

/** Runs a task in a cluster as a schedule would, of no service unless one is named as its group; returns its ARN. */
export async function runTask(
  ecs: ECSClient,
  { cluster, group }: { cluster: string; group?: string },
): Promise<string> {
  await ecs.send(new RegisterTaskDefinitionCommand(definition));
  const input = { cluster, taskDefinition: definition.family, launchType: 'FARGATE' as const };
  const { tasks = [] } = await ecs.send(
    new RunTaskCommand({ ...input, ...(group !== undefined && { group }) }),
  );
  return tasks[0]?.taskArn ?? '';
}

/** Whether ECS is to keep a task: `RUNNING` or `STOPPED`. */
export async function stateOfTask(
  ecs: ECSClient,
  cluster: string,
  task: string,
): Promise<string | undefined> {
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
  return tasks[0]?.desiredStatus;
}
