import { followStack } from '../../../client/stacks/follow-stack';
import type { StackView } from '../../../client/typed/stack-api';
import { exitCodes, success } from '../../../client/exit-codes';
import type { Context } from '../../context';
import { drawComponents, stackHeadline, renderStackView, suggestNextOfStack } from './render-stack';

/** Follows a stack until it is `settled`, with its components in place on a terminal. */
export function follow(
  { api, screen, world }: Context,
  start: StackView,
  settled: (view: StackView) => boolean,
): Promise<StackView> {
  const draw = (view: StackView) =>
    screen.isInteractive ? drawComponents(view, { paint: screen.paint, now: world.now() }) : [];
  return followStack({ api, screen, world, draw }, start, settled);
}

/** Says what was asked for and leaves. */
export function reportRequested({ screen }: Context, view: StackView): number {
  const { paint } = screen;
  screen.show(view, () => [`Requested. ${stackHeadline(view, paint)}.`, ...suggestNextOfStack(view, paint)]);
  return success;
}

/** Prints how a stack stands once nothing goes on; the exit code says the same. */
export function reportStack({ screen, world }: Context, view: StackView): number {
  const { paint } = screen;
  screen.show(view, () => renderStackView(view, paint, world.now()));
  return exitCodeFor(view);
}

/** Who waits for the end wants to know how it ended; that a person must decide is no failure. */
export function exitCodeFor({ status }: StackView): number {
  return ['ready', 'awaiting-approval', 'applying', 'destroyed'].includes(status)
    ? success
    : exitCodes.unsuccessful;
}
