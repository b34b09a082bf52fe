import { usage } from '../../../client/errors';
import type { StackPlanView } from '../../../client/typed/stack-api';
import type { Context } from '../../context';
import { confirm } from '../../prompt';
import { describeCover } from '../../../client/text/stack-plan-words';
import type { StackOptions } from '../stack-options';
import { stackHeadline, suggestNextOfStack } from './render-stack';

/** A yes to a plan of a whole stack, and for how long. */
export interface AskedConsent {
  plan: string;
  hours?: number;
}

/** `idp stacks consent`: another person's yes to the plan that the revision in force was applied with. */
export async function consentToStack(context: Context, options: StackOptions, name: string): Promise<void> {
  const consent = readConsent(options);
  if (!consent)
    throw usage('Name the plan that you read: --plan <id>.', `'idp stacks plan ${name}' makes one.`);
  const { revision } = await context.api.watch.getStack(name);
  context.screen.say(...(await describeConsent(context, name, consent)));
  await confirm(context, options.yes);
  const view = await context.api.consentToStack(name, { revision: revision.number, ...consent });
  const { paint } = context.screen;
  context.screen.show(view, () => [
    `You consented. ${stackHeadline(view, paint)}.`,
    ...suggestNextOfStack(view, paint),
  ]);
}

/** The yes that the flags ask to give; undefined where they ask for none. */
export function readConsent({ plan, hours }: StackOptions): AskedConsent | undefined {
  if (plan === undefined) {
    if (hours !== undefined) throw usage('--hours says for how long a consent holds; it needs --plan.');
    return undefined;
  }
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(plan))
    throw usage(
      `--plan: '${plan}' is not the id of a plan.`,
      "'idp stacks plan' shows it in its last lines.",
    );
  if (hours === undefined) return { plan };
  if (!/^[1-9]\d{0,2}$/.test(hours)) throw usage(`--hours: '${hours}' is not a number of hours.`);
  return { plan, hours: Number(hours) };
}

/** What the yes covers, of a plan that is complete; refuses one of another document than is to be applied. */
export async function describeConsent(
  { api }: Context,
  name: string,
  { plan: id, hours = 24 }: AskedConsent,
): Promise<string[]> {
  const plan: StackPlanView = await api.watch.getStackPlan(name, id);
  return describeCover(plan, hours);
}
