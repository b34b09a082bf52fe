import type { StackView } from '../../../client/typed/stack-api';
import type { EnvironmentView } from '../../../client/typed/types';
import { describePlanSummary } from '../../print/plan';
import type { Context } from '../../context';
import { readPlanLines } from '../../read-plan';

/** What waits for a person in a component: the digest of a plan, or `destroy`; and its environment. */
export interface WaitingPlan {
  component: string;
  approve: string;
  environment: EnvironmentView;
}

/** What waits for a person in a stack, by layers. */
export async function readWaiting({ api }: Context, view: StackView): Promise<WaitingPlan[]> {
  const waiting = view.components.flatMap(({ name, environment, approve }) =>
    approve === null ? [] : [{ component: name, environment, approve }],
  );
  return Promise.all(
    waiting.map(async (one) => ({ ...one, environment: await api.getEnvironment(one.environment) })),
  );
}

/** Whether whoever asks may say yes to it, as far as the control plane says. */
export function mayApprove({ approve, environment }: WaitingPlan): boolean {
  return approve === 'destroy' || environment.can.includes('approve');
}

/** A digest of a plan that is not that of the environment any more was decided meanwhile: the control plane refuses it. */
export async function showWaiting(
  context: Context,
  { component, approve, environment }: WaitingPlan,
  detail: 'full' | 'folded' | 'short',
): Promise<void> {
  const { screen } = context;
  const { paint } = screen;
  if (approve === 'destroy') {
    screen.say(`${paint.bold(component)} will be removed: its environment ${environment.name} is destroyed.`);
    return;
  }
  const { plan, lease } = environment;
  await screen.page([
    `Plan of ${paint.bold(component)}`,
    ...(detail === 'short' ? [] : await readPlanLines(context, environment, detail)),
    ...(plan ? describePlanSummary(plan, lease, paint) : []),
  ]);
}
