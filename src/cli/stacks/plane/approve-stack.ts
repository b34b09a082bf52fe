import { CliError, usage } from '../../../client/errors';
import { isStackAtRest } from '../../../client/stacks/follow-stack';
import type { StackView } from '../../../client/typed/stack-api';
import { hintFor } from '../../../domain/stack/hint';
import type { Context } from '../../context';
import { isYes } from '../../prompt';
import type { StackOptions } from '../stack-options';
import { follow, reportRequested, reportStack } from './follow';
import { readWaiting, showWaiting, type WaitingPlan } from './waiting-plans';

/** `idp stacks approve`: shows each plan that waits, asks, and sends the digests of those that were read. */
export async function approveStack(context: Context, options: StackOptions, name: string): Promise<number> {
  if (options.all && options.component) throw usage('--all and --component cannot be combined.');
  const view = await context.api.watch.getStack(name);
  const waiting = chosen(view, await readWaiting(context, view), options.component);
  const approved = await decide(context, waiting, options);
  const asked = await context.api.approveStack(name, plansOf(approved));
  if (options.wait === false) return reportRequested(context, asked);
  return reportStack(context, await follow(context, asked, isStackAtRest));
}

/** What an approval names. */
export function plansOf(approved: readonly WaitingPlan[]): Record<string, string> {
  return Object.fromEntries(approved.map(({ component, approve }) => [component, approve]));
}

function chosen(
  { name, status, components }: StackView,
  waiting: readonly WaitingPlan[],
  named: readonly string[] | undefined,
): readonly WaitingPlan[] {
  const known = components.map((one) => one.name);
  const unknown = named?.find((one) => !known.includes(one));
  if (unknown !== undefined)
    throw usage(`The stack '${name}' has no component '${unknown}': ${hintFor(unknown, known)}.`);
  const idle = named?.find((one) => !waiting.some(({ component }) => component === one));
  if (idle !== undefined)
    throw notWaiting(`The component '${idle}' of the stack '${name}' has no plan that`, name);
  if (waiting.length === 0) throw notWaiting(`The stack '${name}' is ${status}; no plan of it`, name);
  return named ? waiting.filter(({ component }) => named.includes(component)) : waiting;
}

function notWaiting(what: string, name: string): CliError {
  return new CliError('conflict', `${what} awaits approval.`, {
    code: 'NotAwaitingApproval',
    hints: [`'idp stacks status ${name}' shows how it stands.`],
  });
}

/** All at once with `--all`, otherwise one after the other; a no to one is no answer to another. */
async function decide(
  context: Context,
  waiting: readonly WaitingPlan[],
  { yes, all, full }: StackOptions,
): Promise<WaitingPlan[]> {
  const approved: WaitingPlan[] = [];
  const detail = full ? 'full' : yes ? 'short' : 'folded';
  for (const one of waiting) {
    await showWaiting(context, one, detail);
    if (yes || all || (await isYes(context, `Approve ${one.component}? (y/N) `))) approved.push(one);
  }
  const isDecided = yes || !all || (await isYes(context, `Approve all ${waiting.length}? (y/N) `));
  if (isDecided && approved.length > 0) return approved;
  throw new CliError('declined', 'Nothing was approved.', {
    code: 'Declined',
    hints: ["'--yes' approves without a question."],
  });
}
