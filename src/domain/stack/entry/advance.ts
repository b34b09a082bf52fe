import { leasehold, type Actor } from '../../access/actor';
import type { Instant } from '../../base/time';
import type { EntryChange, EntryEventDraft } from '../../registry/entry';
import type { GivenConsent } from './consent';
import { isBroken, isThere } from './component';
import { giveOrders } from './next-orders';
import { promote } from './revisions';
import { draft, namesIn, type StackChange } from './stack-change';
import type { StackEffect, StackEntry } from './stack-entry';
import type { StackEventType } from './stack-event';
import { awaitsPerson, type StackStatus, statusOf } from './stack-status';

/**
 * What follows from a change: components that are gone are dropped, the revision that waits comes into force where nothing goes
 * on, every order is given that can be, and the stack ends when nothing of it is left.
 */
export function advance(
  change: StackChange,
  before: StackEntry,
  now: Instant,
): EntryChange<StackEntry> | null {
  const followed = follow(change, before, now);
  const { entry, events, effects } = followed;
  return events.length + effects.length === 0 && isSame(before, entry) ? null : followed;
}

/** The same of a stack that there was not before. */
export function follow(
  change: StackChange,
  before: StackEntry | null,
  now: Instant,
): EntryChange<StackEntry> {
  const promoted = promote(withoutGone(change.stack), now);
  const { stack, effects } = giveOrders(promoted.stack, now);
  const entry = endIfGone(withoutStrangers(stack, effects), now);
  const events = [...change.events, ...promoted.events, ...statusEvents(before, entry)];
  return { entry, events, effects };
}

/** What is gone and nobody wants is no component any more; of a stack that ends, all are shown to the end. */
function withoutGone(stack: StackEntry): StackEntry {
  if (stack.ending) return stack;
  const left = Object.entries(stack.components).filter(([, one]) => one.wanted !== null || isThere(one));
  if (left.length === Object.keys(stack.components).length) return stack;
  return { ...stack, components: Object.fromEntries(left) };
}

function endIfGone(stack: StackEntry, now: Instant): StackEntry {
  const isGone = stack.ending !== null && !Object.values(stack.components).some(isThere);
  return isGone && stack.endedAt === null ? { ...stack, endedAt: now } : stack;
}

/** Of those who once asked for something, only those are kept for whom something is still to be done. */
function withoutStrangers(stack: StackEntry, given: readonly StackEffect[]): StackEntry {
  const { people, revision, waiting, effects, components } = stack;
  const needed = new Set([revision.by, waiting?.by, ...[...effects, ...given].map(({ by }) => by)]);
  for (const { approved } of Object.values(components)) needed.add(approved?.by);
  for (const { by } of [...consentsIn(revision), ...consentsIn(waiting)]) needed.add(by);
  const kept = Object.entries(people).filter(([id]) => needed.has(id));
  if (kept.length === Object.keys(people).length) return stack;
  return { ...stack, people: Object.fromEntries<Actor>(kept) };
}

function consentsIn(revision: Pick<StackEntry['revision'], 'consent'> | null): readonly GivenConsent[] {
  return revision?.consent?.given ?? [];
}

const told: Partial<Record<StackStatus, StackEventType>> = {
  'awaiting-approval': 'StackAwaitsApproval',
  ready: 'StackReady',
  failed: 'StackFailed',
  stuck: 'StackStuck',
  destroyed: 'StackDestroyed',
};

function statusEvents(before: StackEntry | null, after: StackEntry): EntryEventDraft[] {
  const status = statusOf(after);
  const type = told[status];
  if (type === undefined || (before && statusOf(before) === status)) return [];
  const concerned = Object.entries(after.components).filter(
    ([, one]) => (isBroken(one) && status === 'failed') || one.stuck || awaitsPerson(one),
  );
  const components = namesIn(concerned.map(([name]) => name));
  return [draft(type, leasehold, { revision: after.revision.number, ...(components && { components }) })];
}

function isSame(one: StackEntry, other: StackEntry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
