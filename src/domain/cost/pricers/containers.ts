import {
  blockIn,
  fixed,
  metered,
  numberIn,
  textIn,
  type Priced,
  type PricedResource,
  type Pricer,
} from '../resource';
import { runningTasks, taskIn, taskRuns } from './fargate';

type Attributes = PricedResource['attributes'];

/** Each of the desired tasks is paid for all the time; tasks on instances are paid for by their instances. */
const service: Pricer = ({ attributes }) => {
  const capacity = capacityOf(attributes);
  if (capacity === 'EC2' || capacity === 'EXTERNAL') return {};
  if (capacity !== 'FARGATE') return { unpriced: [`no fixed price for ${capacity} capacity`] };
  const task = taskIn(attributes);
  if (typeof task === 'string') return { unpriced: [task] };
  const { count, notes } = tasksOf(attributes['desired_count']);
  return count > 0 ? { fixed: [runningTasks(task, count), ...addressesOf(attributes, count)], notes } : {};
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

/** Terraform's default for a service without `desired_count` is none. */
function tasksOf(desired: unknown): { count: number; notes: string[] } {
  if (desired === null) return { count: 0, notes: [] };
  const count = numberIn(desired);
  if (count !== undefined) return { count, notes: [] };
  return { count: 1, notes: ['its number of tasks is not known yet; one is assumed'] };
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

/** EventBridge rules on a schedule are free; the runs of a task that they start are not. */
const ruleTarget: Pricer = ({ attributes }) => {
  const { cpu, ecs_target: targets } = attributes;
  return cpu === undefined && !isFilled(targets) ? {} : runsOf(attributes, targets);
};

const schedule: Pricer = ({ attributes }) => {
  const parameters = blockIn(attributes['target'])['ecs_parameters'];
  const runs = attributes['cpu'] === undefined && !isFilled(parameters) ? {} : runsOf(attributes, parameters);
  return {
    ...runs,
    metered: [metered('invocations by the scheduler', 'scheduler', 'million'), ...(runs.metered ?? [])],
  };
};

const isFilled = (blocks: unknown) => Array.isArray(blocks) && blocks.length > 0;

function runsOf(attributes: Attributes, block: unknown): Priced {
  const { launch_type: launchType, task_count: count } = blockIn(block);
  if (launchType === 'EC2' || launchType === 'EXTERNAL') return {};
  const task = taskIn(attributes);
  return typeof task === 'string'
    ? { unpriced: [task] }
    : { metered: [taskRuns(task, numberIn(count) ?? 1)] };
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

const repository: Pricer = () => ({ metered: [metered('images kept', 'ecr-storage', 'GB-month')] });

const kubernetes: Pricer = () => ({
  fixed: [fixed('cluster', { price: 'eks-cluster' }, 'EKS control plane')],
});

/** ECS, ECR, EKS and what starts tasks. */
export const containers: Record<string, Pricer> = {
  aws_ecs_service: service,
  aws_cloudwatch_event_target: ruleTarget,
  aws_scheduler_schedule: schedule,
  aws_ecs_cluster: cluster,
  aws_ecr_repository: repository,
  aws_eks_cluster: kubernetes,
};
