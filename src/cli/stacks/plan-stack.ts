import { exitCodes, success } from '../../client/exit-codes';
import type { StackPlanView } from '../../client/typed/stack-api';
import type { PlanDocument } from '../../domain/environment/artifacts';
import { counted } from '../../domain/base/counted';
import { pause } from '../../client/world';
import type { Context } from '../context';
import { openDocument } from './open-document';
import { describeStackPlan } from './describe-stack-plan';
import type { StackOptions } from './stack-options';

const firstInterval = 500;
const longestInterval = 5_000;

/** `idp stacks plan`: what an apply of the stack would do, component by component, also before any of it exists. */
export async function planStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const document = await openDocument(context, options, name);
  const { api, screen } = context;
  const plan = await followPlan(context, await api.planStack(document));
  const plans = await readPlans(context, plan);
  const detail = options.full ? 'full' : 'folded';
  screen.show({ ...plan, plans: Object.fromEntries(plans) }, () =>
    describeStackPlan(plan, plans, { paint: screen.paint, detail }),
  );
  const failed = plan.components.some(({ result }) => result?.result === 'failed');
  return failed ? exitCodes.unsuccessful : success;
}

/** Waits until every component has a result; who stops waiting stops nothing. */
async function followPlan({ api, screen, world }: Context, begun: StackPlanView): Promise<StackPlanView> {
  const began = world.now();
  let plan = begun;
  while (plan.status === 'planning') {
    const { length } = plan.components;
    const done = plan.components.filter(({ result }) => result !== null).length;
    screen.tick({ text: `Planning · ${done}/${counted(length, 'component')}`, key: `planning ${done}` });
    await pause(world, Math.min(longestInterval, firstInterval + (world.now() - began) / 60));
    plan = await api.watch.getStackPlan(plan.stack, plan.id);
  }
  return plan;
}

/** The readable plan of each component that has one. */
async function readPlans(
  { api }: Context,
  { stack, id, components }: StackPlanView,
): Promise<Map<string, PlanDocument>> {
  const shown = components.filter(({ result }) => result?.result === 'shown');
  const read = await Promise.all(
    shown.map(async ({ name }) => [name, await api.getComponentPlan(stack, id, name)] as const),
  );
  return new Map(read);
}
