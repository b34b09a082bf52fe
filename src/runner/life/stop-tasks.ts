import {
  ClusterNotFoundException,
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { counted } from '../../domain/base/counted';
import type { PlanJson } from '../../domain/terraform/plan-json';

/** ECS describes no more at once. */
const mostDescribed = 100;

/** How the stopping is done: the target's ECS, and who is told what was stopped. */
interface StopDeps {
  ecs: ECSClient;
  run: string;
  log: (line: string) => void;
}

/** The ARNs of the ECS clusters that a plan deletes. */
export function clustersDeletedBy({ resource_changes }: PlanJson): string[] {
  return resource_changes.flatMap(({ mode, type, change: { actions, before } }) => {
    if (mode !== 'managed' || type !== 'aws_ecs_cluster' || !actions.includes('delete')) return [];
    const { arn } = before as { arn?: string };
    return arn === undefined ? [] : [arn];
  });
}

/**
 * Stops what runs in clusters that are about to go and that no service keeps running: ECS deletes no cluster while a task
 * is active, and one that a schedule or a person started ends by itself, if ever. What the role may not do here is left to
 * ECS, which then refuses to delete.
 */
export async function stopTasks(clusters: readonly string[], deps: StopDeps): Promise<void> {
  await Promise.all(clusters.map((cluster) => stopTasksIn(cluster, deps)));
}

async function stopTasksIn(cluster: string, { ecs, run, log }: StopDeps): Promise<void> {
  try {
    const running = (await tasksIn(cluster, ecs)).filter(({ group = '' }) => !group.startsWith('service:'));
    for (const { taskArn: task } of running)
      await ecs.send(
        new StopTaskCommand({ cluster, task, reason: `Leasehold run ${run} deletes the cluster` }),
      );
    if (running.length > 0)
      log(`Stopped ${counted(running.length, 'task')} of ${cluster} that no service manages.`);
  } catch (error) {
    if (error instanceof ClusterNotFoundException) return;
    if (!/^AccessDenied/.test((error as Error).name)) throw error;
    log(`The tasks of ${cluster} were not stopped: ${(error as Error).message}`);
  }
}

async function tasksIn(cluster: string, client: ECSClient): Promise<Task[]> {
  const tasks: Task[] = [];
  const pages = paginateListTasks({ client, pageSize: mostDescribed }, { cluster, desiredStatus: 'RUNNING' });
  for await (const { taskArns = [] } of pages) {
    if (taskArns.length === 0) continue;
    const page = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    tasks.push(...(page.tasks ?? []));
  }
  return tasks;
}
