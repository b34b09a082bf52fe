import { exitCodes, success } from '../../../client/exit-codes';
import type { LifeView } from '../../../client/api';
import { isStackAtRest } from '../../../client/stacks/follow-stack';
import type { StackView } from '../../../client/typed/stack-api';
import type { Context } from '../../context';
import { headline } from '../../print/environment';
import { renderReceipt } from '../../print/receipt';
import { describeStackView, renderStackView, stackHeadline } from './render-stack';
import { retype } from '../../prompt';
import type { StackOptions } from '../stack-options';
import { follow, reportRequested } from './follow';

/** `idp stacks destroy`: has the name typed again, follows the end of all components, and prints their receipts. */
export async function destroyStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const { api, screen, world } = context;
  const found = await api.watch.getStack(name);
  if (found.status !== 'destroyed') {
    screen.say(
      screen.paint.bold('Will be destroyed, what uses others first'),
      ...describeStackView(found, screen.paint, world.now()),
    );
    await retype(context, name, options.yes);
  }
  const asked = await api.destroyStack(name);
  if (options.wait === false) return reportRequested(context, asked);
  const lives = livesIn(found);
  const ended = await follow(context, asked, (view) => {
    for (const life of livesIn(view)) lives.add(life);
    return isStackAtRest(view);
  });
  return report(context, ended, [...lives]);
}

/** A component has no life any more once it is gone: its receipt is found by the one that it had. */
function livesIn({ components }: StackView): Set<string> {
  return new Set(components.flatMap(({ life }) => life ?? []));
}

async function report(context: Context, view: StackView, lives: readonly string[]): Promise<number> {
  const { api, screen, world } = context;
  const { paint } = screen;
  const ended = await Promise.all(lives.map((life) => api.getLife(life)));
  const receipts = ended.filter(({ status }) => status === 'destroyed' || status === 'forgotten');
  screen.show({ ...view, lives: ended }, () => [
    ...receipts.flatMap((life) => receiptOf(life, context)),
    ...(view.status === 'destroyed'
      ? [`${stackHeadline(view, paint)}: ${receipts.length} of ${ended.length} components have ended.`]
      : renderStackView(view, paint, world.now())),
  ]);
  return view.status === 'destroyed' ? success : exitCodes.unsuccessful;
}

function receiptOf(life: LifeView, { screen: { paint } }: Context): string[] {
  const receipt = renderReceipt(life, paint);
  return receipt.length > 0 ? receipt : [headline(life, paint)];
}
