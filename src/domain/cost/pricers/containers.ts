import type { PriceKey } from '../price-book';
import {
  blockIn,
  fixed,
  metered,
  numberIn,
  textIn,
  type Fixed,
  type Metered,
  type Pricer,
  type PricedResource,
} from '../resource';

/** What one Fargate task is made of; memory and storage in GB. */
interface Task {
  vcpu: number;
  memory: number;
  storageAbove20: number;
  arm: boolean;
}

/** Fargate services: each of the desired tasks is paid for every second; a plan's task definition is joined in before. */
const service: Pricer = (resource) => {
  const { attributes } = resource;
  const capacity = capacityOf(attributes);
  if (capacity === 'EC2' || capacity === 'EXTERNAL') return {};
  if (capacity !== 'FARGATE') return { unpriced: [`no fixed price for ${capacity} capacity`] };
  const task = taskOf(attributes);
  if (typeof task === 'string') return { unpriced: [task] };
  const tasks = tasksOf(attributes['desired_count']);
  const parts = tasks.count > 0 ? [compute(task, tasks.count)] : [];
  if (assignsPublicAddress(attributes) && tasks.count > 0)
    parts.push(
      fixed('addresses', 'public-ipv4', tasks.count, `${tasks.count} public IPv4 address(es), one per task`),
    );
  return { fixed: parts, notes: tasks.notes };
};

/** Runs started by a schedule: what a minute of the task costs, and what asking for it does. */
const schedule =
  (target: 'ecs_target' | 'ecs_parameters', asking: Metered[]): Pricer =>
  ({ attributes }) => {
    const runsTask = attributes['cpu'] !== undefined || Object.keys(blockIn(attributes[target])).length > 0;
    if (!runsTask) return { metered: asking };
    const task = taskOf(attributes);
    if (typeof task === 'string') return { metered: asking, unpriced: [task] };
    return { metered: [...asking, perMinute(task)] };
  };

const scheduledByScheduler: Pricer = (resource) => {
  const target = blockIn(resource.attributes['target']);
  const attributes = { ...resource.attributes, ecs_parameters: target['ecs_parameters'] };
  const asking = metered('scheduler invocations', 'scheduler', 'million');
  return schedule('ecs_parameters', [asking])({ ...resource, attributes });
};

const cluster: Pricer = ({ attributes }) => {
  const settings = Array.isArray(attributes['setting'])
    ? (attributes['setting'] as unknown[]).map(blockIn)
    : [];
  const insights = settings.some(
    (setting) => setting['name'] === 'containerInsights' && setting['value'] !== 'disabled',
  );
  return insights
    ? { metered: [metered('Container Insights metrics', 'custom-metric', 'metric-month')] }
    : {};
};

const repository: Pricer = () => ({ metered: [metered('images kept', 'ecr-storage', 'GB-month')] });

const kubernetes: Pricer = () => ({ fixed: [fixed('cluster', 'eks-cluster', 1, 'EKS control plane')] });

/** Where a service's tasks run; without a word it is Fargate, which is all that our templates use. */
function capacityOf(attributes: PricedResource['attributes']): string {
  const strategies = attributes['capacity_provider_strategy'];
  const providers = (Array.isArray(strategies) ? (strategies as unknown[]) : [])
    .map((strategy) => textIn(blockIn(strategy)['capacity_provider']))
    .filter((provider) => provider !== undefined && provider !== 'FARGATE');
  return providers[0] ?? textIn(attributes['launch_type']) ?? 'FARGATE';
}

function tasksOf(desired: unknown): { count: number; notes: string[] } {
  if (desired === null) return { count: 0, notes: [] };
  const count = numberIn(desired);
  if (count !== undefined) return { count, notes: [] };
  return { count: 1, notes: ['its number of tasks is not known yet; one is assumed'] };
}

/** The size of the task, or why it cannot be told. */
function taskOf(attributes: PricedResource['attributes']): Task | string {
  const platform = blockIn(attributes['runtime_platform']);
  const system = textIn(platform['operating_system_family']) ?? 'LINUX';
  if (system !== 'LINUX') return `no price for Fargate on ${system}`;
  const vcpu = sizeIn(attributes['cpu'], /^([\d.]+)\s*vcpu$/i);
  const memory = sizeIn(attributes['memory'], /^([\d.]+)\s*gb$/i);
  if (vcpu === undefined || memory === undefined) return 'the size of its Fargate task is not known yet';
  const storage = numberIn(blockIn(attributes['ephemeral_storage'])['size_in_gib']) ?? 20;
  const arm = (platform['cpu_architecture'] ?? attributes['cpu_architecture']) === 'ARM64';
  return { vcpu, memory, storageAbove20: Math.max(0, storage - 20), arm };
}

/** Whole units from `256` (1024ths, as ECS counts CPU and MiB) or from `.5 vCPU`, `1 GB`. */
function sizeIn(value: unknown, spelled: RegExp): number | undefined {
  const match = typeof value === 'string' ? spelled.exec(value.trim()) : null;
  if (match) return numberIn(match[1]);
  const units = numberIn(value);
  return units === undefined ? undefined : units / 1024;
}

function compute(task: Task, count: number): Fixed {
  return {
    item: 'tasks',
    description: `Fargate, ${count} task(s) of ${sizeText(task)}`,
    charges: chargesOf(task).map(({ price, quantity }) => ({ price, quantity: quantity * count })),
  };
}

function perMinute(task: Task): Metered {
  return {
    item: 'task runs',
    description: `runs of a Fargate task of ${sizeText(task)}, a minute at least`,
    unit: 'task-minute',
    charges: chargesOf(task).map(({ price, quantity }) => ({ price, quantity: quantity / 60 })),
  };
}

function chargesOf(task: Task): { price: PriceKey; quantity: number }[] {
  const kind = task.arm ? 'arm' : 'x86';
  return [
    { price: `fargate-${kind}-vcpu` as const, quantity: task.vcpu },
    { price: `fargate-${kind}-gb` as const, quantity: task.memory },
    { price: 'fargate-storage-gb' as const, quantity: task.storageAbove20 },
  ].filter(({ quantity }) => quantity > 0);
}

const sizeText = (task: Task) => `${task.vcpu} vCPU and ${task.memory} GB${task.arm ? ' (ARM)' : ''}`;

function assignsPublicAddress(attributes: PricedResource['attributes']): boolean {
  return (
    attributes['assign_public_ip'] === true ||
    blockIn(attributes['network_configuration'])['assign_public_ip'] === true
  );
}

/** ECS, ECR, EKS and what starts tasks. */
export const containers: Record<string, Pricer> = {
  aws_ecs_service: service,
  aws_cloudwatch_event_target: schedule('ecs_target', []),
  aws_scheduler_schedule: scheduledByScheduler,
  aws_ecs_cluster: cluster,
  aws_ecr_repository: repository,
  aws_eks_cluster: kubernetes,
};
