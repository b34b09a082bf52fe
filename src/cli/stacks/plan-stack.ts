import { exitCodes, success } from '../../client/exit-codes';
import { followStackPlan, readComponentPlans } from '../../client/stacks/follow-plan';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';
import { openDocument } from './open-document';
import { describeStackPlan } from './describe-stack-plan';
import type { StackOptions } from './stack-options';

/** `idp stacks plan`: what an apply of the stack would do, component by component, also before any of it exists; or stops such a plan. */
export async function planStack(context: Context, options: StackOptions, name: string): Promise<number> {
  if (options.cancel !== undefined) return cancelPlan(context, name, options.cancel);
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

/** Neither the folder nor what was planned is looked at. */
async function cancelPlan({ api, screen }: Context, name: string, id: string): Promise<number> {
  const plan = await api.cancelStackPlan(name, id);
  const stopped = plan.components.filter(
    ({ result }) => result?.result === 'failed' && result.class === 'cancelled',
  );
  screen.show(plan, () => [
    `Cancelled the plan ${id} of ${screen.paint.bold(name)}: ${counted(stopped.length, 'component')} not planned.`,
  ]);
  return success;
}
