import { blockIn } from '../resources/pricing';
import { configAddress } from '../terraform/address';
import { type ConfigModule, referencesIn } from '../terraform/plan-configuration';
import type { PlanJson, ResourceChange } from '../terraform/plan-json';

/** A managed resource that will exist once the plan is applied; values known only after apply are missing. */
export interface Existing {
  change: ResourceChange;
  attributes: Record<string, unknown>;
}

type Attributes = Existing['attributes'];

const sizeNames = ['cpu', 'memory', 'runtime_platform', 'ephemeral_storage'];

/** What runs tasks, and the name of its task definition in a list of one; an empty list when it runs none. */
const taskNames: Record<string, (attributes: Attributes) => unknown[]> = {
  aws_ecs_service: (attributes) => [attributes['task_definition']],
  aws_cloudwatch_event_target: (attributes) => nameIn(attributes['ecs_target']),
  aws_scheduler_schedule: (attributes) => nameIn(blockIn(attributes['target'])['ecs_parameters']),
};

function nameIn(block: unknown): unknown[] {
  return Array.isArray(block) && block.length > 0 ? [blockIn(block)['task_definition_arn']] : [];
}

/** The attributes of a resource, and those of the task definition that says how big its Fargate tasks are. */
export function joinTaskSize(user: Existing, all: readonly Existing[], plan: PlanJson): Attributes {
  const names = taskNames[user.change.type]?.(user.attributes) ?? [];
  const tasks = all.filter(({ change }) => change.type === 'aws_ecs_task_definition');
  const task = names.length > 0 ? findTask(user, names[0], { tasks, plan }) : undefined;
  if (!task) return user.attributes;
  const size = sizeNames.map((name) => [name, task.attributes[name]] as const);
  return { ...user.attributes, ...Object.fromEntries(size) };
}

/**
 * Whose task it is: the definition whose family is named; when the name is known only after apply, the definition that
 * the configuration refers to from there, else the only one in the same module, else the only one in the plan.
 */
function findTask(user: Existing, name: unknown, from: { tasks: readonly Existing[]; plan: PlanJson }) {
  if (typeof name === 'string')
    return from.tasks.find(({ attributes }) => attributes['family'] === familyOf(name));
  const near = from.tasks.filter(({ change }) => change.module_address === user.change.module_address);
  const referred = referredTasks(user.change, from.plan);
  const candidates = near.filter(({ change }) => referred.includes(change.name));
  const twin = candidates.find(({ change }) => change.index === user.change.index);
  return twin ?? candidates[0] ?? onlyOne(near) ?? onlyOne(from.tasks);
}

/** `arn:aws:ecs:eu-west-1:1:task-definition/web:7`, `web:7` and `web` are all of the family `web`. */
function familyOf(name: string): string | undefined {
  return name.split('/').at(-1)?.split(':')[0];
}

const onlyOne = <Item>(items: readonly Item[]) => (items.length === 1 ? items[0] : undefined);

/** Names of the task definitions that the configuration of a resource refers to. */
function referredTasks(change: ResourceChange, plan: PlanJson): string[] {
  const path = moduleNames(change.module_address ?? '');
  const module = path.reduce<ConfigModule | undefined>(
    (at, name) => at?.module_calls[name]?.module,
    plan.configuration?.root_module,
  );
  const block = module?.resources.find(({ type, name }) => type === change.type && name === change.name);
  return referencesIn(block?.expressions).flatMap((reference) => {
    const [type, name] = reference.split(/[.[]/);
    return type === 'aws_ecs_task_definition' && name !== undefined ? [name] : [];
  });
}

/** Module calls on the way to an address: `module.app["a.b"].module.web[0]` is `app`, `web`. */
function moduleNames(address: string): string[] {
  const names = configAddress(address).split('.');
  return names.filter((_, position) => position % 2 === 1);
}
