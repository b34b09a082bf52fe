import type { PriceKey } from './price-book';
import {
  blockIn,
  numberIn,
  textIn,
  type Fixed,
  type Metered,
  type Priced,
  type PricedResource,
} from './pricing';

type Attributes = PricedResource['attributes'];

/** What says how big a task is, and is of its task definition. */
export const taskSize = [
  'cpu',
  'memory',
  'runtime_platform',
  'ephemeral_storage',
  'cpu_architecture',
] as const;

/** What one Fargate task is made of; memory and storage in GB. */
interface Task {
  vcpu: number;
  memory: number;
  storageAbove20: number;
  arm: boolean;
}

/** The task that `cpu`, `memory` and `runtime_platform` describe, or the reason why it has no price. */
export function taskIn(attributes: Attributes): Task | string {
  const platform = blockIn(attributes['runtime_platform']);
  const system = textIn(platform['operating_system_family']) ?? 'LINUX';
  if (system !== 'LINUX') return `no price for Fargate on ${system}`;
  const vcpu = sizeIn(attributes['cpu'], /^([\d.]+)\s*vcpu$/i);
  const memory = sizeIn(attributes['memory'], /^([\d.]+)\s*gb$/i);
  if (vcpu === undefined || memory === undefined)
    return 'the size of its Fargate task is known only after apply';
  const storage = numberIn(blockIn(attributes['ephemeral_storage'])['size_in_gib']) ?? 20;
  const architecture = platform['cpu_architecture'] ?? attributes['cpu_architecture'];
  return { vcpu, memory, storageAbove20: Math.max(0, storage - 20), arm: architecture === 'ARM64' };
}

/** Whole units from `256` (1024ths, as ECS counts CPU and MiB) or from `.5 vCPU`, `1 GB`. */
function sizeIn(value: unknown, spelled: RegExp): number | undefined {
  const match = typeof value === 'string' ? spelled.exec(value.trim()) : null;
  if (match) return numberIn(match[1]);
  const units = numberIn(value);
  return units === undefined ? undefined : units / 1024;
}

/** Tasks that run all the time. */
export function runningTasks(task: Task, count: number): Fixed {
  return {
    item: 'tasks',
    description: `Fargate, ${count} × ${sizeText(task)}`,
    charges: chargesOf(task, count),
  };
}

/** Tasks that run now and then, as an ECS block of a rule or a schedule starts them. */
export function runsOf(attributes: Attributes, block: unknown): Priced {
  const { launch_type: launchType, task_count: count } = blockIn(block);
  if (launchType === 'EC2' || launchType === 'EXTERNAL') return {};
  const task = taskIn(attributes);
  return typeof task === 'string'
    ? { unpriced: [task] }
    : { metered: [taskRuns(task, numberIn(count) ?? 1)] };
}

/** What a minute of a run costs, `count` tasks running side by side. */
function taskRuns(task: Task, count: number): Metered {
  return {
    item: 'task runs',
    description: `runs on Fargate, ${count} × ${sizeText(task)}, at least a minute`,
    unit: 'minute',
    charges: chargesOf(task, count / 60),
  };
}

function chargesOf(task: Task, count: number): { price: PriceKey; quantity: number }[] {
  const kind = task.arm ? 'arm' : 'x86';
  const charges: { price: PriceKey; quantity: number }[] = [
    { price: `fargate-${kind}-vcpu`, quantity: task.vcpu * count },
    { price: `fargate-${kind}-gb`, quantity: task.memory * count },
    { price: 'fargate-storage-gb', quantity: task.storageAbove20 * count },
  ];
  return charges.filter(({ quantity }) => quantity > 0);
}

const sizeText = (task: Task) => `${task.vcpu} vCPU and ${task.memory} GB${task.arm ? ' (ARM)' : ''}`;
