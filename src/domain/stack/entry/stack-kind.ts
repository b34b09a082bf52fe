import { DomainError } from '../../base/errors';
import { earliest, day, type Instant, minute, plus, second } from '../../base/time';
import { leaseTimer } from '../../lease';
import type { EntryKind } from '../../registry/entry';
import { isUnderWay, type StackComponent } from './component';
import { decideStack, toStackEvent } from './decide-stack';
import { keepTimer } from './ends';
import type { StackCommand } from './stack-commands';
import { StackEntry } from './stack-entry';
import { hasStackEnded, statusOf } from './stack-status';

const prefix = 'STACK';
const undeliveredPause = 30 * second;
const longestSleep = day;

/** Stacks as entries of the registry: one item for each name, an ended life kept under its own id. */
export const stackKind: EntryKind<StackEntry, StackCommand> = {
  prefix,
  schema: StackEntry,
  keyOf: ({ name }) => name,
  decide: decideStack,
  toEvent: toStackEvent,
  subjectOf: ({ stackLife }) => `${prefix}#${stackLife}`,
  measure: () => [],
  dueAt: stackDueAt,
  list: 'STACKS',
  indexes: (stack) => ({
    sort: stack.name,
    owner: stack.owner,
    shown: { id: stack.id, status: statusOf(stack) },
  }),
  kept: { prefix: 'STACKLIFE', shown: (stack) => ({ id: stack.id, status: statusOf(stack) }) },
  logIds: ({ name, id }) => ({ stack: name, stackLife: id }),
  logKey: (stack) => ({ stack }),
  absent: (name) => new DomainError('StackNotFound', { name }),
};

/** When the sweep must look at a stack next; undefined when it is over and everything is delivered. */
export function stackDueAt(stack: StackEntry, from: Instant = stack.updatedAt): Instant | undefined {
  const undelivered = stack.outbox.length + stack.effects.length > 0;
  const delivery = undelivered ? plus(from, undeliveredPause) : undefined;
  if (hasStackEnded(stack)) return delivery;
  const lease = stack.ending ? undefined : leaseTimer(stack.lease);
  const looks = Object.values(stack.components).map((one) => plus(from, lookPause(one)));
  return earliest([delivery, lease, keepTimer(stack), ...looks, plus(from, longestSleep)]);
}

/** Events of the environments say it sooner; this finds what they did not. */
function lookPause(component: StackComponent): number {
  const { state, order, stuck } = component;
  if (order !== null || component.mustLook) return minute;
  if (stuck || state === 'waiting') return 10 * minute;
  if (isUnderWay(component) || state === 'destroying') return minute;
  return longestSleep;
}
