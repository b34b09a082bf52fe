import { usage } from '../../../client/errors';
import { isStackAtRest } from '../../../client/stacks/follow-stack';
import type { StackView } from '../../../client/typed/stack-api';
import { formatInstant } from '../../../client/text/time';
import type { Context } from '../../context';
import { renderStackList, stackHeadline, suggestNextOfStack } from './render-stack';
import type { StackOptions } from '../stack-options';
import { exitCodeFor, follow, reportRequested, reportStack } from './follow';
import { success } from '../../../client/exit-codes';

/** `idp stacks status`: how a stack stands, layer by layer; without a name, all stacks of the control plane. */
export async function showStackStatus(
  context: Context,
  { watch }: StackOptions,
  name: string | undefined,
): Promise<number> {
  const { api, screen, world } = context;
  if (name === undefined) {
    if (watch) throw usage("Name the stack: 'idp stacks status <stack> --watch'.");
    const views = await api.listStacks();
    screen.show(views, () => renderStackList(views, screen.paint, world.now()));
    return success;
  }
  const first = await api.watch.getStack(name);
  const settled = (view: StackView) => isStackAtRest(view) || !screen.isRead();
  const view = watch ? await follow(context, first, settled) : first;
  reportStack(context, view);
  return watch ? exitCodeFor(view) : success;
}

/** `idp stacks reject`: a no to the revision in force; what was never built of it ends. */
export async function rejectStack(context: Context, { reason }: StackOptions, name: string): Promise<void> {
  const { revision } = await context.api.watch.getStack(name);
  const body = { revision: revision.number, ...(reason !== undefined && { reason }) };
  say(context, await context.api.rejectStack(name, body), `Revision ${revision.number} is rejected`);
}

/** `idp stacks cancel`: stops what is under way; what is being applied is completed. */
export async function cancelStack(context: Context, { wait }: StackOptions, name: string): Promise<number> {
  const { revision } = await context.api.watch.getStack(name);
  const asked = await context.api.cancelStack(name, revision.number);
  if (wait === false) return reportRequested(context, asked);
  const view = await follow(context, asked, isStackAtRest);
  reportStack(context, view);
  return view.status === 'cancelled' ? success : exitCodeFor(view);
}

/** `idp stacks retry`: tries again what failed, was refused, or cannot end. */
export async function retryStack(context: Context, { wait }: StackOptions, name: string): Promise<number> {
  const asked = await context.api.retryStack(name);
  if (wait === false) return reportRequested(context, asked);
  return reportStack(context, await follow(context, asked, isStackAtRest));
}

/** `idp stacks extend`: adds time to the lease of all its components. */
export async function extendStack(
  context: Context,
  { by, words }: StackOptions,
  name: string,
): Promise<void> {
  const time = by ?? words[2];
  if (time === undefined) throw usage('The time to add is missing.', `Use 'idp stacks extend ${name} 2d'.`);
  if (by !== undefined && words[2] !== undefined)
    throw usage('The time to add is there twice.', 'Remove --by.');
  const view = await context.api.extendStack(name, time);
  const { expiresAt } = view.lease;
  const until = expiresAt === null ? 'is permanent' : `ends ${formatInstant(expiresAt)}`;
  context.screen.show(view, () => [`The lease of the stack ${view.name} and of its components ${until}.`]);
}

function say({ screen }: Context, view: StackView, what: string): void {
  const { paint } = screen;
  screen.show(view, () => [`${what}. ${stackHeadline(view, paint)}.`, ...suggestNextOfStack(view, paint)]);
}
