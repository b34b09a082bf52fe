import type { Environment } from '../environment';
import { isLiving } from '../environment';
import type { Instant } from '../../base/time';
import { type Change, type EventDraft, unchanged } from '../decisions/change';

/** Whether an order of the stack is one that this life has not taken: it takes each number once, and only a higher one. */
export function isNewOrder({ stack }: Environment, order: number): boolean {
  return stack !== undefined && order > stack.order;
}

/** The change with the order taken, also where that changes nothing else. */
export function withOrder(seen: Environment, change: Change | null, order: number): Change {
  const { environment, events, effects } = change ?? { environment: seen, events: [], effects: [] };
  const { stack } = environment;
  if (!stack) return { environment, events, effects };
  return { environment: { ...environment, stack: { ...stack, order } }, events, effects };
}

/** Moves the end of a component to where its stack has it: with the stack's lease, or on while something still uses it. */
export function setEnd(
  environment: Environment,
  { expiresAt, by }: { expiresAt: Instant | null; by: string },
): Change | null {
  const { lease } = environment;
  if (!isLiving(environment) || lease.expiresAt === expiresAt) return unchanged;
  const moved = { ...environment, lease: { ...lease, expiresAt } };
  const data: EventDraft['data'] = { ttl: lease.ttl, from: lease.expiresAt, expiresAt };
  return { environment: moved, events: [{ type: 'LeaseExtended', actor: by, data }], effects: [] };
}
