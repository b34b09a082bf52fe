import { hearJudgement } from './decide-consent';
import { shortReason, type StackComponent } from './component';
import type { StackChange } from './stack-change';
import type { StackNews } from './stack-commands';
import type { StackEntry } from './stack-entry';
import { takeNews } from './take-news';

/** What is seen of a component; of one that the stack no longer has, nothing. */
export function hearNews(
  stack: StackEntry,
  { component: name, facts, judged }: Extract<StackNews, { type: 'news' }>,
): StackChange | null {
  const before = stack.components[name];
  if (!before) return null;
  const { component, clock } = takeNews(before, facts, stack.clock);
  const change = { stack: { ...withComponent(stack, name, component), clock }, events: [] };
  const heard = judged === undefined ? change : hearJudgement(change, { component: name, judged });
  return component === before && heard === change ? null : heard;
}

/** What became of an order that the environment did not take; of another one than the last, nothing. */
export function hearAnswer(
  stack: StackEntry,
  answered: Extract<StackNews, { type: 'answered' }>,
): StackChange | null {
  const { component: name, n } = answered;
  const before = stack.components[name];
  if (before?.order?.n !== n) return null;
  const component =
    answered.answer === 'unneeded' ? unneeded(before) : refused(before, shortReason(answered.reason));
  return { stack: withComponent(stack, name, component), events: [] };
}

/** It has what is wanted of it already. */
function unneeded(component: StackComponent): StackComponent {
  const { order, asked, done, wanted } = component;
  const same = { ...component, order: null };
  if (!order?.digest || !asked || !done) return same;
  const { digest, clock } = order;
  const uses = wanted?.digest === digest ? wanted.needs : component.uses;
  return { ...same, asked: { ...asked, digest, clock }, done: { ...done, digest }, uses, failure: null };
}

/** The end of a run or of a plan that is no longer there was ordered too late, which is no failure. */
function refused(component: StackComponent, reason: string): StackComponent {
  const { order, life } = component;
  const answered = { ...component, order: null, mustLook: life !== null };
  if (order?.kind === 'cancel' || order?.kind === 'reject' || order?.kind === 'set-end') return answered;
  return { ...answered, approved: null, refused: reason };
}

function withComponent(stack: StackEntry, name: string, component: StackComponent): StackEntry {
  return { ...stack, components: { ...stack.components, [name]: component } };
}
