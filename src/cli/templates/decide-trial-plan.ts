import { followEnvironment, isRunOver } from '../../client/follow-environment';
import type { EnvironmentView } from '../../client/typed/types';
import type { Context } from '../context';
import { describePlanSummary } from '../print/plan';
import { confirm } from '../prompt';
import { readPlanLines } from '../read-plan';

/** Shows the plan of a trial with its price, has it approved by whoever may, and follows it to its end; a rejected one has none. */
export async function decidePlan(
  context: Context,
  view: EnvironmentView,
  yes: true | undefined,
): Promise<EnvironmentView> {
  const { screen, api } = context;
  const { name, run } = view;
  await screen.page([
    ...(await readPlanLines(context, view, 'folded')),
    ...(view.plan ? describePlanSummary(view.plan, view.lease, screen.paint) : []),
  ]);
  if (!view.can.includes('approve')) {
    screen.say(`This plan needs the approval of another person: 'idp approve ${name}'. Waiting for it.`);
    return followEnvironment(context, view, isLeft(run?.id ?? ''));
  }
  await confirm(context, yes);
  const applying = await api.approvePlan(name, view.plan?.digest ?? '');
  return followEnvironment(context, applying, isRunOver(applying.run?.id ?? ''));
}

/** Whether a run is over that waited for a person, however it was decided. */
function isLeft(run: string): (view: EnvironmentView) => boolean {
  return (view) => view.run?.id !== run;
}
