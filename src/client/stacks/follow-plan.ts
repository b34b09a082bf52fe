import { counted } from '../../domain/base/counted';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { Api } from '../api';
import type { Tick } from '../text/progress';
import type { StackPlanView } from '../typed/stack-api';
import { type ClientWorld, pacer } from '../world';

/** Who waits for a plan of a stack: what asks the API, shows how far it is, and pauses. */
export interface PlanWatcher {
  api: Pick<Api, 'watch'>;
  screen: { tick: (tick: Tick) => void };
  world: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
}

/** Waits until every component has a result; who stops waiting stops nothing. */
export async function followStackPlan(
  { api, screen, world }: PlanWatcher,
  begun: StackPlanView,
): Promise<StackPlanView> {
  const rest = pacer(world);
  let plan = begun;
  while (plan.status === 'planning') {
    const { length } = plan.components;
    const done = plan.components.filter(({ result }) => result !== null).length;
    screen.tick({ text: `Planning · ${done}/${counted(length, 'component')}`, key: `planning ${done}` });
    await rest();
    plan = await api.watch.getStackPlan(plan.stack, plan.id);
  }
  return plan;
}

/** The readable plan of each component that has one. */
export async function readComponentPlans(
  api: Pick<Api, 'getComponentPlan'>,
  { stack, id, components }: StackPlanView,
): Promise<Map<string, PlanDocument>> {
  const shown = components.filter(({ result }) => result?.result === 'shown');
  const read = await Promise.all(
    shown.map(async ({ name }) => [name, await api.getComponentPlan(stack, id, name)] as const),
  );
  return new Map(read);
}
