import type { StackView } from '../../../client/typed/stack-api';
import type { Context } from '../../context';
import { isYes } from '../../prompt';
import { plansOf } from './approve-stack';
import { follow } from './follow';
import { mayApprove, readWaiting, showWaiting, type WaitingPlan } from './waiting-plans';

interface Answering {
  settled: (view: StackView) => boolean;
  /** Whoever wants no question is asked none: a plan that waits is left to others. */
  yes: true | undefined;
}

/** Follows a stack until it is `settled`, and asks for each plan that comes to wait, if whoever watches may decide about it. */
export async function answerPlans(
  context: Context,
  started: StackView,
  { settled, yes }: Answering,
): Promise<StackView> {
  if (yes || !mayAsk(context)) return follow(context, started, settled);
  const answered = new Set<string>();
  let view = started;
  for (;;) {
    view = await follow(context, view, (seen) => settled(seen) || isAllPlanned(seen, answered));
    const open = openIn(view, answered);
    if (open.length === 0) return view;
    const waiting = (await readWaiting(context, view)).filter(({ component, approve }) =>
      open.includes(keyOf(component, approve)),
    );
    for (const one of open) answered.add(one);
    const approved = await askFor(context, waiting);
    if (approved.length > 0) view = await context.api.approveStack(view.name, plansOf(approved));
  }
}

/** Questions are for a person at a terminal. */
function mayAsk({ screen, world }: Context): boolean {
  return !screen.json && screen.isInteractive && world.stdin.isTTY === true;
}

/** Plans that come at the same time are asked about together: while one is being made, the others wait for it. */
function isAllPlanned(view: StackView, answered: ReadonlySet<string>): boolean {
  return openIn(view, answered).length > 0 && view.components.every(({ state }) => state !== 'planning');
}

function openIn({ components }: StackView, answered: ReadonlySet<string>): string[] {
  return components
    .flatMap(({ name, approve }) => (approve === null ? [] : [keyOf(name, approve)]))
    .filter((key) => !answered.has(key));
}

function keyOf(component: string, approve: string): string {
  return `${component} ${approve}`;
}

async function askFor(context: Context, waiting: readonly WaitingPlan[]): Promise<WaitingPlan[]> {
  const approved: WaitingPlan[] = [];
  for (const one of waiting.filter(mayApprove)) {
    await showWaiting(context, one, 'folded');
    if (await isYes(context, `Approve ${one.component}? (y/N) `)) approved.push(one);
  }
  return approved;
}
