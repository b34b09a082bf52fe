import { leasehold } from '../../access/actor';
import { hour, type Instant, latest, plus } from '../../base/time';
import { isBroken, isUnderWay, type OrderKind, type StackComponent } from './component';
import { endOf, keepMargin } from './ends';
import { orderKey, type StackEffect, type StackEntry } from './stack-entry';
import { awaitsLeave, isAsWanted, usersOf } from './stack-status';

/** What a component's environment is to be told next, and on whose behalf. */
interface Next {
  kind: OrderKind;
  by: string;
  digest?: string;
  plan?: string;
  endsAt?: Instant | null;
}

/** A component of a stack. */
interface At {
  stack: StackEntry;
  name: string;
  one: StackComponent;
}

/** A stack with the orders that can be given now; a component has one order at a time. */
export interface Ordered {
  stack: StackEntry;
  effects: StackEffect[];
}

/** Gives every order that can be given: what one changes counts for the next. */
export function giveOrders(given: StackEntry, now: Instant): Ordered {
  let stack = given;
  const effects: StackEffect[] = [];
  for (const name of Object.keys(given.components)) {
    const next = nextOrder(stack, name, now);
    if (!next) continue;
    const { component, effect } = order(stack, name, next);
    stack = { ...stack, orders: effect.n, components: { ...stack.components, [name]: component } };
    effects.push(effect);
  }
  return { stack, effects };
}

/** Whether anything of the revision in force goes on, or can, without somebody's new word. */
export function isRunning(stack: StackEntry, now: Instant): boolean {
  return Object.entries(stack.components).some(([name, one]) => {
    if (one.order !== null) return one.order.kind !== 'set-end';
    if (isUnderWay(one) || one.mustLook) return true;
    if (stack.revision.stopped) return windDown(stack, one) !== undefined;
    const next = nextOrder(stack, name, now);
    return (next !== undefined && next.kind !== 'set-end') || awaitsLeave(one);
  });
}

function nextOrder(stack: StackEntry, name: string, now: Instant): Next | undefined {
  const one = stack.components[name];
  if (!one || one.order !== null || one.mustLook) return undefined;
  return progress(stack, name, one) ?? keep({ stack, name, one }, now);
}

function progress(stack: StackEntry, name: string, one: StackComponent): Next | undefined {
  if (one.wanted === null) return leave(stack, name, one);
  if (stack.revision.stopped) return windDown(stack, one);
  if (one.state === 'waiting') return approve(one);
  if (one.state === 'destroying' || isUnderWay(one)) return undefined;
  return build(stack, one);
}

/** A component that nobody wants any more goes once nothing that is there uses it; in a stack that stays, after a yes. */
function leave(stack: StackEntry, name: string, one: StackComponent): Next | undefined {
  if (one.life === null || usersOf(stack, name).length > 0) return undefined;
  const by = stack.ending?.by ?? one.approved?.by ?? stack.revision.by;
  if (one.state === 'destroying') return one.stuck && one.again ? { kind: 'retry', by } : undefined;
  if (one.refused !== null && !one.again) return undefined;
  if (!stack.ending && awaitsLeave(one)) return undefined;
  return { kind: 'destroy', by };
}

/** Of a revision that is stopped nothing more is applied; a rejected one also leaves nothing that was never applied. */
function windDown({ revision }: StackEntry, one: StackComponent): Next | undefined {
  const { stopped } = revision;
  if (!stopped || one.wanted === null || one.life === null || one.refused !== null) return undefined;
  const { by } = stopped;
  if (one.state === 'waiting' && one.plan !== null) return { kind: 'reject', by, plan: one.plan };
  if (one.state === 'planning') return one.stopping ? undefined : { kind: 'cancel', by };
  const isLeftOver = one.state === 'failed' && !one.built && stopped.why === 'rejected';
  return isLeftOver ? { kind: 'destroy', by } : undefined;
}

function approve({ plan, approved }: StackComponent): Next | undefined {
  if (plan === null || approved?.plan !== plan) return undefined;
  return { kind: 'approve', by: approved.by, plan };
}

/** What is not as it is wanted is made so, once all that it needs is. */
function build(stack: StackEntry, one: StackComponent): Next | undefined {
  const { wanted } = one;
  if (wanted === null || isBroken(one) || isAsWanted(stack, one)) return undefined;
  const needs = wanted.needs.map((need) => stack.components[need]);
  if (!needs.every((need) => need?.wanted && isAsWanted(stack, need))) return undefined;
  const kind = one.life === null ? 'create' : 'change';
  return { kind, by: stack.revision.by, digest: wanted.digest };
}

/** Moves the end of an environment: with the lease of the stack, and on for as long as something that is there uses it. */
function keep({ stack, name, one }: At, now: Instant): Next | undefined {
  const { endsAt, state, life } = one;
  if (life === null || endsAt === null || state === 'destroying' || one.refused !== null) return undefined;
  const planned = endOf(stack, name);
  const isUsed = usersOf(stack, name).length > 0;
  const isNear = plus(now, keepMargin) >= endsAt;
  const used = isUsed && isNear ? plus(now, 24 * hour) : endsAt;
  const end = planned === null ? null : latest(planned, used);
  if (end !== null && end <= endsAt) return undefined;
  return { kind: 'set-end', by: leasehold, endsAt: end };
}

function order(
  stack: StackEntry,
  name: string,
  { kind, by, digest, plan, endsAt }: Next,
): { component: StackComponent; effect: StackEffect } {
  const one = stack.components[name] as StackComponent;
  const { mend: _, ...mending } = one;
  const n = stack.orders + 1;
  const { number: revision } = stack.revision;
  const uses = digest === undefined ? one.uses : [...new Set([...one.uses, ...(one.wanted?.needs ?? [])])];
  const effect: StackEffect = {
    type: 'order',
    component: name,
    kind,
    n,
    revision,
    key: orderKey(stack, { component: name, revision, kind, n }),
    by,
    ...(one.life !== null && { life: one.life }),
    ...(plan !== undefined && { plan }),
    ...(endsAt !== undefined && { endsAt }),
  };
  const given = { n, kind, clock: stack.clock, ...(digest !== undefined && { digest }) };
  const ordered = kind === 'set-end' ? one : { ...mending, refused: null, again: false };
  return { component: { ...ordered, order: given, uses }, effect };
}
