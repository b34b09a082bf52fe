import type { EnvironmentView } from '../../client/typed/types';
import { success } from '../../client/exit-codes';
import type { Context } from '../context';
import { describeSleep } from '../print/sleep';
import { reportProvision } from '../report-provision';

/** Follows the run that puts to sleep or wakes; nothing is done where it is so already. */
export function reportTransition(
  context: Context,
  view: EnvironmentView,
  { to, wait }: { to: 'asleep' | 'awake'; wait: boolean },
): Promise<number> | number {
  if (view.run) return reportProvision(context, view, { wait });
  context.screen.show(view, () => [`${view.name} is already ${to}.`, ...describeSleep(view)]);
  return success;
}
