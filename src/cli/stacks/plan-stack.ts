import { exitCodes, success } from '../../client/exit-codes';
import { followStackPlan, readComponentPlans } from '../../client/stacks/follow-plan';
import type { Context } from '../context';
import { openDocument } from './open-document';
import { describeStackPlan } from './describe-stack-plan';
import type { StackOptions } from './stack-options';

/** `idp stacks plan`: what an apply of the stack would do, component by component, also before any of it exists. */
export async function planStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const document = await openDocument(context, options, name);
  const { api, screen } = context;
  const plan = await followStackPlan(context, await api.planStack(document));
  const plans = await readComponentPlans(api, plan);
  const detail = options.full ? 'full' : 'folded';
  screen.show({ ...plan, plans: Object.fromEntries(plans) }, () =>
    describeStackPlan(plan, plans, { paint: screen.paint, detail }),
  );
  const failed = plan.components.some(({ result }) => result?.result === 'failed');
  return failed ? exitCodes.unsuccessful : success;
}
