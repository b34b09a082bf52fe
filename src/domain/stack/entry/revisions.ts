import { DomainError, invalid } from '../../base/errors';
import type { Instant } from '../../base/time';
import { isThere, mostAtOnce, newComponent, type StackComponent, type WantedComponents } from './component';
import { isRunning } from './next-orders';
import { draft, type StackChange } from './stack-change';
import type { StackRequest } from './stack-commands';
import type { StackEntry } from './stack-entry';

/** A revision that waits until what is under way has come to an end; one that waited before it is forgotten. */
export function submitRevision(
  stack: StackEntry,
  { digest, wanted, by, stop, consent }: Extract<StackRequest, { type: 'submit' }>,
  now: Instant,
): StackChange {
  refuseTooMany(stack, wanted);
  const number = stack.revisions + 1;
  const stopped = stop === undefined ? { stack, events: [] } : stopRunning(stack, { stop, by: by.id }, now);
  const waiting = { number, digest, by: by.id, at: now, wanted, ...(consent && { consent }) };
  const data = { revision: number, digest, ...(stack.waiting && { replaces: stack.waiting.number }) };
  return {
    stack: { ...stopped.stack, revisions: number, waiting },
    events: [...stopped.events, draft('StackRevisionSubmitted', by.id, data)],
  };
}

/** What is on its way out is still a component: the item has room for so many. */
function refuseTooMany({ components }: StackEntry, wanted: WantedComponents): void {
  const there = Object.keys(components).filter((name) => components[name] && isThere(components[name]));
  const all = new Set([...there, ...Object.keys(wanted)]).size;
  if (all <= mostAtOnce) return;
  const why = `${all} with those that still exist; at most ${mostAtOnce} can exist at once. Wait until removed components are destroyed`;
  throw invalid('components', why);
}

/** Stops the revision that was named, if it is the one in force; what it has begun to apply is not interrupted. */
function stopRunning(
  stack: StackEntry,
  { stop, by }: { stop: number; by: string },
  now: Instant,
): StackChange {
  const { number, stopped } = stack.revision;
  if (stop !== number)
    throw new DomainError('StackRevisionChanged', { name: stack.name, asked: stop, current: number });
  if (stopped || !isRunning(stack, now)) return { stack, events: [] };
  const revision = { ...stack.revision, stopped: { at: now, by, why: 'superseded' as const } };
  const event = draft('StackRevisionStopped', by, { revision: number });
  return { stack: { ...stack, revision }, events: [event] };
}

/** Puts the revision that waits in force once nothing of the present one goes on. */
export function promote(stack: StackEntry, now: Instant): StackChange {
  const { waiting, ending } = stack;
  if (!waiting || ending || isRunning(stack, now)) return { stack, events: [] };
  const { wanted, ...revision } = waiting;
  return beginRevision({ ...stack, revision: { ...revision, stopped: null }, waiting: null }, wanted);
}

/** Wants of each component what the revision in force says; what it does not name is to go. */
export function beginRevision(stack: StackEntry, wanted: WantedComponents): StackChange {
  const components: Record<string, StackComponent> = {};
  for (const [name, one] of Object.entries(stack.components))
    components[name] = fresh({ ...one, wanted: wanted[name] ?? null });
  for (const [name, one] of Object.entries(wanted)) components[name] ??= newComponent(one);
  const { number, digest, by } = stack.revision;
  const event = draft('StackRevisionStarted', by, { revision: number, digest });
  return { stack: { ...stack, components }, events: [event] };
}

/** What failed in an earlier revision, or is on its way out, is made as this one wants it; a yes was to the earlier one. */
function fresh(component: StackComponent): StackComponent {
  const again = component.state === 'failed' || component.state === 'destroying';
  return { ...component, refused: null, again, approved: null };
}
