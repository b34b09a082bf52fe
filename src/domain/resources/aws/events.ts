import { type ArnForm, byGroup } from '../arn-form';
import { runsOf, taskSize } from '../fargate';
import { childOf, idFrom, whole, type Seed } from '../identity';
import { need, retagging, tagging } from '../need';
import { blockIn, metered, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { passRole } from '../shared-needs';

const events = need('events');

const eventRule: Seed = (value) => {
  const bus = value('event_bus_name') ?? 'default';
  const name = value('name');
  return whole({ id: name && (bus === 'default' ? name : `${bus}/${name}`), name, event_bus_name: bus });
};

const eventTarget: Seed = (value) => {
  const [rule, target] = [value('rule'), value('target_id')];
  const id = rule && target && `${rule}-${target}`;
  return whole({ id, rule, target_id: target, event_bus_name: value('event_bus_name') ?? 'default' });
};

const scheduleId: Seed = (value) => {
  const name = value('name');
  const group = value('group_name') ?? 'default';
  return whole({ id: name && `${group}/${name}`, name, group_name: group });
};

const ruleArn: ArnForm = {
  service: 'events',
  resource: /^rule\/(?:([^/]+)\/)?([^/]+)$/,
  attributes: ({ groups: [bus = 'default', name = ''] }) => {
    const id = bus === 'default' ? name : `${bus}/${name}`;
    return { id, name, event_bus_name: bus };
  },
};

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

const eventBus: Pricer = () => ({ metered: [metered('events put', 'event-bus', 'million events')] });

/** Amazon EventBridge and its scheduler. */
export const eventsTypes: FactsByType = {
  aws_cloudwatch_event_bus: {
    identity: idFrom('name'),
    arn: byGroup('events', /^event-bus\/(.+)$/, 'name'),
    price: eventBus,
  },
  aws_cloudwatch_event_rule: {
    identity: { seed: eventRule },
    arn: ruleArn,
    tags: 'listed',
    read: [events('rule/{name}', 'DescribeRule', 'ListTagsForResource')],
    create: [
      tagging(events('rule/{name}', 'PutRule', 'TagResource')),
      passRole('role_arn', 'events.amazonaws.com'),
    ],
    update: [events('rule/{name}', 'PutRule'), passRole('role_arn', 'events.amazonaws.com')],
    retag: [retagging(events('rule/{name}', 'TagResource')), events('rule/{name}', 'UntagResource')],
    destroy: [events('rule/{name}', 'DeleteRule')],
    price: free,
  },
  aws_cloudwatch_event_target: {
    identity: childOf('rule', eventTarget),
    tags: 'none',
    read: [events('rule/{rule}', 'ListTargetsByRule')],
    create: [events('rule/{rule}', 'PutTargets'), passRole('role_arn', 'events.amazonaws.com')],
    update: [events('rule/{rule}', 'PutTargets'), passRole('role_arn', 'events.amazonaws.com')],
    destroy: [events('rule/{rule}', 'RemoveTargets')],
    price: ruleTarget,
    priceOnly: taskSize,
  },
  aws_scheduler_schedule: {
    identity: { seed: scheduleId },
    price: schedule,
    priceOnly: taskSize,
  },
  aws_scheduler_schedule_group: {
    identity: idFrom('name'),
    arn: byGroup('scheduler', /^schedule-group\/(.+)$/, 'name'),
    price: free,
  },
  ...freeTypes('aws_cloudwatch_event_bus_policy', 'aws_cloudwatch_event_permission'),
};
