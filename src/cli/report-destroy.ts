import type { EnvironmentView } from '../domain/view';
import type { Context } from './context';
import { exitCodes, success } from './exit-codes';
import { followEnvironment, isDestroyOver } from './follow-environment';
import { describeTrouble, nextCommands, paintStatus } from './print/environment';
import { renderReceipt } from './print/receipt';
import { formatInstant } from './print/time';

/** Follows a destroy to its end and prints the receipt, or why there is none yet; the exit code tells it too. */
export async function followDestroy(
  context: Context,
  asked: EnvironmentView,
  wait: boolean,
): Promise<number> {
  if (!wait) return leave(context, asked);
  return report(context, await followEnvironment(context, asked, isDestroyOver(context.world)));
}

function leave({ screen }: Context, view: EnvironmentView): number {
  screen.show(view, () => [`${view.name} is ${view.status}.`, `Next: idp status ${view.name} --watch`]);
  return success;
}

async function report({ api, screen }: Context, { id }: EnvironmentView): Promise<number> {
  const life = await api.getLife(id);
  const { paint } = screen;
  const headline = `${paint.bold(life.name)} is ${paintStatus(life.status, paint)}`;
  if (life.status === 'destroyed') {
    screen.show(life, () => [headline, ...renderReceipt(life, paint)]);
    return success;
  }
  const next = life.destruction?.nextAttemptAt;
  screen.show(life, () => [
    headline,
    ...describeTrouble(life, paint),
    ...(next == null ? [] : [`It is tried again at ${formatInstant(next)}, without being asked.`]),
    ...nextCommands(life).map((command) => `${paint.dim('Next:')} ${command}`),
  ]);
  return exitCodes.unsuccessful;
}
