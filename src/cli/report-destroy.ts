import type { EnvironmentView } from '../client/typed/types';
import type { Context } from './context';
import { exitCodes, success } from '../client/exit-codes';
import { followEnvironment, isDestroyOver } from '../client/follow-environment';
import { headline } from './print/environment';
import { describeTrouble } from '../client/text/failure';
import { suggestNext } from './print/next-commands';
import { renderReceipt } from './print/receipt';
import { formatInstant } from '../client/text/time';

/** Follows a destroy to its end and prints the receipt, or why there is none yet; the exit code says the same. */
export async function followDestroy(
  context: Context,
  asked: EnvironmentView,
  wait: boolean,
): Promise<number> {
  if (!wait) return leave(context, asked);
  return report(context, await followEnvironment(context, asked, isDestroyOver(context.world)));
}

function leave({ screen }: Context, view: EnvironmentView): number {
  screen.show(view, () => [headline(view, screen.paint), ...suggestNext(view, screen.paint)]);
  return success;
}

async function report({ api, screen }: Context, { id }: EnvironmentView): Promise<number> {
  const life = await api.getLife(id);
  const { paint } = screen;
  if (life.status === 'destroyed') {
    screen.show(life, () => [headline(life, paint), ...renderReceipt(life, paint)]);
    return success;
  }
  if (life.status === 'forgotten') {
    screen.show(life, () => [
      headline(life, paint),
      ...describeTrouble(life, paint),
      'It was removed from the list without a receipt, because its end cannot be verified.',
    ]);
    return success;
  }
  const next = life.destruction?.nextAttemptAt;
  screen.show(life, () => [
    headline(life, paint),
    ...describeTrouble(life, paint),
    ...(next == null ? [] : [`The next automatic attempt is at ${formatInstant(next)}.`]),
    ...suggestNext(life, paint),
  ]);
  return exitCodes.unsuccessful;
}
