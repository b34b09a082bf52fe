import { leasehold } from '../../access/actor';
import { DomainError } from '../../base/errors';
import type { Instant } from '../../base/time';
import { dueWarning, extendLease, isLeaseOver, withWarnings } from '../../lease';
import { seal } from '../../registry/decide-entry';
import type { EntryChange, EntryEvent, RequestKey } from '../../registry/entry';
import { recentRequests, withRequest } from '../../registry/requests';
import { advance, follow } from './advance';
import { giveConsent } from './decide-consent';
import { hearAnswer, hearNews } from './hear';
import { approvePlans, cancelRevision, rejectRevision, retryStack } from './decide-revision';
import { beginRevision, submitRevision } from './revisions';
import { draft, type StackChange } from './stack-change';
import type { StackBirth, StackCommand, StackRequest } from './stack-commands';
import type { StackEntry } from './stack-entry';
import type { StackEvent, StackEventType } from './stack-event';
import { hasStackEnded, statusOf } from './stack-status';

/** While this many events are undelivered, nothing more is asked of a stack but its end. */
const mostUntold = 64;

/** A new life of a stack with its first revision; what the last life of the name has still to tell comes along. */
export function createStack(
  birth: StackBirth,
  previous: StackEntry | null,
  { now, request }: { now: Instant; request?: RequestKey | undefined },
): StackEntry {
  const { digest, wanted, by, consent, ...given } = birth;
  const born: StackEntry = {
    ...given,
    previousId: previous?.id ?? null,
    version: previous?.version ?? 0,
    createdAt: now,
    updatedAt: now,
    revisions: 1,
    revision: { number: 1, digest, by: by.id, at: now, stopped: null, ...(consent && { consent }) },
    waiting: null,
    components: {},
    orders: 0,
    clock: 0,
    people: { [by.id]: by },
    ending: null,
    endedAt: null,
    seq: 0,
    outbox: previous?.outbox ?? [],
    effects: previous?.effects ?? [],
    requests: recentRequests(previous?.requests ?? [], now),
  };
  const begun = beginRevision(born, wanted);
  const data = { revision: 1, digest, expiresAt: birth.lease.expiresAt };
  const submitted = draft('StackRevisionSubmitted', by.id, data);
  const change = follow({ ...begun, events: [submitted, ...begun.events] }, null, now);
  const entry = request
    ? { ...change.entry, requests: withRequest(change.entry, request, now) }
    : change.entry;
  return seal({ toEvent: toStackEvent }, { ...change, entry }, now).entry;
}

/** What a command changes about a stack: the only place where it is said what may happen to one. */
export function decideStack(
  seen: StackEntry,
  command: StackCommand,
  { now }: { now: Instant },
): EntryChange<StackEntry> | null {
  const change = apply(seen, command, now);
  return change && advance(change, seen, now);
}

/** The event as one of the stack's present life. */
export function toStackEvent({ id: stackLife, name: stack }: StackEntry, event: EntryEvent): StackEvent {
  return { ...event, type: event.type as StackEventType, stackLife, stack };
}

function apply(seen: StackEntry, command: StackCommand, now: Instant): StackChange | null {
  if (hasStackEnded(seen)) return ofEnded(seen, command);
  switch (command.type) {
    case 'news':
      return hearNews(seen, command);
    case 'answered':
      return hearAnswer(seen, command);
    case 'tick':
      return tick(seen, now);
    case 'destroy':
      return end(seen, { by: command.by.id, reason: 'requested', now });
    default:
      return applyOfLiving(withPerson(seen, command), command, now);
  }
}

/** Of what has ended nothing more is asked, but to end. */
function ofEnded({ name }: StackEntry, { type }: StackCommand): null {
  if (['news', 'answered', 'tick', 'destroy'].includes(type)) return null;
  throw new DomainError('StackStatus', { name, status: 'destroyed', what: type });
}

function applyOfLiving(
  seen: StackEntry,
  command: Exclude<StackRequest, { type: 'destroy' }>,
  now: Instant,
): StackChange | null {
  refuseEnding(seen, command.type, now);
  if (seen.outbox.length >= mostUntold) throw new DomainError('OutboxFull', { name: seen.name });
  switch (command.type) {
    case 'submit':
      return submitRevision(seen, command, now);
    case 'approve':
      return approvePlans(seen, command);
    case 'consent':
      return giveConsent(seen, command, now);
    case 'reject':
      return rejectRevision(seen, command, now);
    case 'cancel':
      return cancelRevision(seen, command, now);
    case 'retry':
      return retryStack(seen, command);
    case 'extend':
      return extend(seen, command, now);
  }
}

/** What is on its way out goes on being so; only what is stuck there is tried again. */
function refuseEnding(stack: StackEntry, what: string, now: Instant): void {
  if (!stack.ending && !isLeaseOver(stack.lease, now)) return;
  if (what === 'retry') return;
  throw new DomainError('StackStatus', { name: stack.name, status: statusOf(stack), what });
}

/** Whoever asks is known with the rights that they have now. */
function withPerson(stack: StackEntry, { by }: StackRequest): StackEntry {
  return { ...stack, people: { ...stack.people, [by.id]: by } };
}

function extend(
  stack: StackEntry,
  { ttl, by }: Extract<StackRequest, { type: 'extend' }>,
  now: Instant,
): StackChange {
  const lease = extendLease(stack, ttl, now);
  const data = { ttl, from: stack.lease.expiresAt, expiresAt: lease.expiresAt };
  return { stack: { ...stack, lease }, events: [draft('StackLeaseExtended', by.id, data)] };
}

function end(
  stack: StackEntry,
  { by, reason, now }: { by: string; reason: 'requested' | 'expired'; now: Instant },
): StackChange | null {
  if (stack.ending) return null;
  const components = Object.fromEntries(
    Object.entries(stack.components).map(([name, one]) => [name, { ...one, wanted: null, refused: null }]),
  );
  const ending = { at: now, by, reason };
  return {
    stack: { ...stack, ending, waiting: null, components },
    events: [draft('StackDestroyRequested', by, { reason })],
  };
}

/** What the time has come to: the end of the lease, a warning of it, or more time for what is still used. */
function tick(stack: StackEntry, now: Instant): StackChange | null {
  if (!stack.ending && isLeaseOver(stack.lease, now)) return expire(stack, now);
  const warning = stack.ending ? undefined : dueWarning(stack.lease, now);
  if (warning === undefined) return { stack, events: [] };
  const lease = withWarnings(stack.lease, now);
  const data = { expiresAt: lease.expiresAt, warning };
  return { stack: { ...stack, lease }, events: [draft('StackLeaseEndsSoon', leasehold, data)] };
}

function expire(stack: StackEntry, now: Instant): StackChange | null {
  const ended = end(stack, { by: leasehold, reason: 'expired', now });
  const data = { expiresAt: stack.lease.expiresAt };
  return ended && { ...ended, events: [draft('StackLeaseExpired', leasehold, data), ...ended.events] };
}
