import { DomainError } from '../../base/errors';
import type { Instant } from '../../base/time';
import { isBroken, type StackComponent } from './component';
import { draft, namesIn, type StackChange } from './stack-change';
import type { StackRequest } from './stack-commands';
import type { StackEntry } from './stack-entry';
import { isRunning } from './next-orders';
import { awaitsLeave, isAsWanted, statusOf } from './stack-status';

/** A yes to the plans that were read, each named by its digest, and to the ends of components that are to go. */
export function approvePlans(
  stack: StackEntry,
  { plans, by }: Extract<StackRequest, { type: 'approve' }>,
): StackChange | null {
  const components = { ...stack.components };
  for (const [name, plan] of Object.entries(plans))
    components[name] = approved(requirePlan(stack, name, plan), { plan, by: by.id });
  if (Object.keys(plans).every((name) => components[name] === stack.components[name])) return null;
  const data = { revision: stack.revision.number, components: namesIn(Object.keys(plans)) };
  return { stack: { ...stack, components }, events: [draft('StackPlansApproved', by.id, data)] };
}

/** Said twice, it is the first yes that counts. */
function approved(component: StackComponent, yes: { plan: string; by: string }): StackComponent {
  return component.approved?.plan === yes.plan ? component : { ...component, approved: yes };
}

/** The component if that is what waits in it. */
function requirePlan({ name: stack, components }: StackEntry, name: string, plan: string): StackComponent {
  const one = components[name];
  if (!one)
    throw new DomainError('ComponentNotFound', { stack, component: name, known: Object.keys(components) });
  if (one.approved?.plan === plan) return one;
  const current = awaitedOf(one);
  if (current === null)
    throw new DomainError('ComponentNotAwaiting', { stack, component: name, state: one.state });
  if (current !== plan)
    throw new DomainError('ComponentPlanChanged', { stack, component: name, asked: plan, current });
  return one;
}

/** What a yes is to be given to: a plan by its digest, or the end of the component. */
function awaitedOf(component: StackComponent): string | null {
  if (awaitsLeave(component)) return 'destroy';
  return component.state === 'waiting' && component.wanted ? component.plan : null;
}

/** A no to the revision in force: what was never built of it ends, and what is there stays as it is. */
export function rejectRevision(
  stack: StackEntry,
  { revision: asked, by, reason }: Extract<StackRequest, { type: 'reject' }>,
  now: Instant,
): StackChange | null {
  requireRevision(stack, asked);
  const { number, stopped } = stack.revision;
  if (stopped?.why === 'rejected') return null;
  const revision = { ...stack.revision, stopped: { at: now, by: by.id, why: 'rejected' as const } };
  const event = draft('StackRevisionRejected', by.id, { revision: number, reason: reason.slice(0, 300) });
  return { stack: { ...stack, revision }, events: [event] };
}

/** Stops what is under way as far as that can be stopped, and forgets the revision that waits; what is there stays as it is. */
export function cancelRevision(
  stack: StackEntry,
  { revision: asked, by }: Extract<StackRequest, { type: 'cancel' }>,
  now: Instant,
): StackChange | null {
  requireRevision(stack, asked);
  const { number, stopped } = stack.revision;
  if (stopped?.why === 'cancelled') return null;
  if (!isRunning(stack, now) && !stack.waiting)
    throw new DomainError('StackStatus', { name: stack.name, status: statusOf(stack), what: 'cancel' });
  const revision = { ...stack.revision, stopped: { at: now, by: by.id, why: 'cancelled' as const } };
  const data = { revision: number, ...(stack.waiting && { dropped: stack.waiting.number }) };
  return {
    stack: { ...stack, revision, waiting: null },
    events: [draft('StackRevisionStopped', by.id, data)],
  };
}

/** What is said about a revision must be about the one in force. */
function requireRevision({ name, revision }: StackEntry, asked: number): void {
  if (asked !== revision.number)
    throw new DomainError('StackRevisionChanged', { name, asked, current: revision.number });
}

/**
 * Tries again what failed, was refused or cannot end, and applies once more what has drifted; a stopped revision is not begun anew by
 * that.
 */
export function retryStack(
  stack: StackEntry,
  { by, drifted = [] }: Extract<StackRequest, { type: 'retry' }>,
): StackChange {
  const { name, revision, ending } = stack;
  if (revision.stopped && !ending)
    throw new DomainError('StackStatus', { name, status: revision.stopped.why, what: 'retry' });
  const again = Object.entries(stack.components).flatMap(([component, one]): [string, StackComponent][] => {
    if (isBroken(one) || one.stuck) return [[component, { ...one, again: true }]];
    const isMended = !ending && one.wanted !== null && isAsWanted(stack, one) && drifted.includes(component);
    return isMended ? [[component, { ...one, mend: true }]] : [];
  });
  if (again.length === 0) throw new DomainError('NothingToRetry', { name });
  const data = { revision: revision.number, components: namesIn(again.map(([component]) => component)) };
  return {
    stack: { ...stack, components: { ...stack.components, ...Object.fromEntries(again) } },
    events: [draft('StackRetried', by.id, data)],
  };
}
