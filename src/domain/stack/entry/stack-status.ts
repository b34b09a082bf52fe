import * as z from 'zod';
import { isBroken, isThere, isUnderWay, type StackComponent } from './component';
import type { StackEntry } from './stack-entry';

/** How a stack stands as one. */
export const StackStatus = z.enum([
  'applying',
  'awaiting-approval',
  'ready',
  'failed',
  'rejected',
  'cancelled',
  'destroying',
  'stuck',
  'destroyed',
]);
export type StackStatus = z.infer<typeof StackStatus>;

/** Whether nothing is left of it to be done, and its name is free. */
export function hasStackEnded({ endedAt }: StackEntry): boolean {
  return endedAt !== null;
}

/** The status that follows from the components. */
export function statusOf(stack: StackEntry): StackStatus {
  const all = Object.values(stack.components);
  if (stack.endedAt !== null) return 'destroyed';
  if (stack.ending) return all.some(({ stuck }) => stuck) ? 'stuck' : 'destroying';
  if (isAwaiting(stack)) return 'awaiting-approval';
  if (all.some((one) => one.order !== null || isUnderWay(one))) return 'applying';
  const why = stack.revision.stopped?.why;
  if (why === 'rejected' || why === 'cancelled') return why;
  if (all.some(isBroken)) return 'failed';
  if (all.some(({ stuck }) => stuck)) return 'stuck';
  return all.every((one) => isAsWanted(stack, one)) ? 'ready' : 'applying';
}

/** Whether a person must decide about a plan or the end of a component before anything goes on with it. */
function isAwaiting({ components, revision }: StackEntry): boolean {
  if (revision.stopped) return false;
  return Object.values(components).some((one) => one.order === null && awaitsPerson(one));
}

/** Whether a component waits for a yes: to its plan, or to its end. */
export function awaitsPerson(component: StackComponent): boolean {
  const { state, plan, approved } = component;
  return (state === 'waiting' && approved?.plan !== plan) || awaitsLeave(component);
}

/** Whether a component is to go, exists, and nobody has said yes to that. */
export function awaitsLeave({ wanted, life, built, state, approved }: StackComponent): boolean {
  return wanted === null && life !== null && built && state !== 'destroying' && approved?.plan !== 'destroy';
}

/** Whether a component is what is wanted of it, with the values that its producers give now. */
export function isAsWanted({ components }: Pick<StackEntry, 'components'>, one: StackComponent): boolean {
  const { wanted, state, order, done, asked, refused, mend } = one;
  if (wanted === null) return !isThere(one);
  if (mend) return false;
  if (state !== 'ready' || refused !== null || done?.digest !== wanted.digest) return false;
  if (order !== null && order.kind !== 'set-end') return false;
  return wanted.needs.every((need) => (components[need]?.done?.made ?? 0) <= (asked?.clock ?? 0));
}

/** The names of those without which `name` must not be taken away. */
export function usersOf({ components }: Pick<StackEntry, 'components'>, name: string): string[] {
  return Object.entries(components)
    .filter(([, one]) => isThere(one) && one.uses.includes(name))
    .map(([user]) => user);
}
