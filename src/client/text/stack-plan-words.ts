import { counted } from '../../domain/base/counted';
import { formatUsd } from '../../domain/cost/money';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { StackPlanView } from '../typed/stack-api';

type Component = StackPlanView['components'][number];
type Result = NonNullable<Component['result']>;
type Shown = Extract<Result, { result: 'shown' }>;

/** What a plan says of a component, in short: `2 to add (new)`. */
export function describePlanned({ result, exists }: Component, plan: StackPlanView): string {
  if (result?.result === 'failed') return 'cannot be planned';
  if (result?.result === 'later') return `can be planned after ${producersIn(result.outputs, plan)}`;
  if (result?.result !== 'shown') return 'is being planned';
  const counts = countsInWords(result);
  return counts === '' ? 'no changes' : `${counts}${exists ? '' : ' (new)'}`;
}

/** The components of these outputs, and where one is of another stack the whole reference. */
function producersIn(outputs: readonly string[], { components }: StackPlanView): string {
  const names = outputs.map((ref) => {
    const [component = ref] = ref.split('.');
    return components.some(({ name }) => name === component) ? component : ref;
  });
  return [...new Set(names)].join(', ');
}

function countsInWords({ counts }: Shown): string {
  const { create, update, replace, delete: destroy } = counts;
  const words = [
    [create, 'to add'],
    [update, 'to change'],
    [replace, 'to replace'],
    [destroy, 'to destroy'],
  ] as const;
  return words.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(', ');
}

const mostNamed = 3;

/** For each output that is not there yet, what of the component waits for it. */
export function describeWaits({ resources }: PlanDocument): string[] {
  const waiting = new Map<string, string[]>();
  for (const { address, changes } of resources)
    for (const { attribute, after } of changes)
      for (const [, outputs = ''] of JSON.stringify(after).matchAll(/\(known after (?!apply\))([^)"]+)\)/g))
        waiting.set(outputs, [...(waiting.get(outputs) ?? []), `${address}.${attribute}`]);
  return [...waiting].map(([outputs, all]) => {
    const names = [...new Set(all)];
    const left = names.length - mostNamed;
    const more = left > 0 ? `, and ${left} more` : '';
    return `Known after ${outputs}: ${names.slice(0, mostNamed).join(', ')}${more}`;
  });
}

/** The whole plan: how much of it is certain, what asks again, and its price as a range. */
export function summarizeStackPlan(plan: StackPlanView): string[] {
  const { components, removed } = plan;
  const [shown, later, failed] = [
    plannedAs(plan, 'shown'),
    plannedAs(plan, 'later'),
    plannedAs(plan, 'failed'),
  ];
  const open = [
    ...(later.length > 0 ? [`${later.join(', ')} once planned`] : []),
    ...(removed.length > 0 ? [`the end of ${removed.join(', ')}`] : []),
  ];
  return [
    `Planned: ${counted(shown.length, 'component')} of ${components.length}.`,
    ...(failed.length > 0 ? [`Cannot be planned: ${failed.join(', ')}.`] : []),
    ...(open.length > 0 ? [`Needs an approval of its own: ${open.join('; ')}.`] : []),
    priceInWords(plan),
    `Plan ${plan.id}`,
    ...(shown.length > 0 && failed.length === 0
      ? [`Apply it with one yes: idp stacks apply ${plan.stack} --plan ${plan.id}`]
      : []),
  ];
}

/** What a yes to the plan covers, and what asks again. */
export function describeCover(plan: StackPlanView, hours: number): string[] {
  const again = [...plannedAs(plan, 'later'), ...plan.removed];
  return [
    `Your yes holds for ${counted(hours, 'hour')} and covers: ${plannedAs(plan, 'shown').join(', ') || 'nothing'}.`,
    ...(again.length > 0 ? [`It does not cover: ${again.join(', ')}.`] : []),
    'An exact plan that differs from what was shown waits for its own approval.',
  ];
}

/** The components that were planned with such a result. */
export function plannedAs({ components }: StackPlanView, wanted: Result['result']): string[] {
  return components.filter(({ result }) => result?.result === wanted).map(({ name }) => name);
}

function priceInWords({ monthly, lease, unpriced }: StackPlanView): string {
  const months = `Price: ${rangeInWords(monthly)} a month`;
  const whole = lease === null ? '' : `, ${rangeInWords(lease)} over the lease`;
  return `${months}${whole}${unpriced > 0 ? `; ${counted(unpriced, 'part')} without a price` : ''}.`;
}

/** One amount, or the least and the most. */
export function rangeInWords({ atLeast, atMost }: StackPlanView['monthly']): string {
  return atLeast === atMost ? formatUsd(atLeast) : `${formatUsd(atLeast)} to ${formatUsd(atMost)}`;
}

/** What the stack will cost, what it costs now, and the difference: a month, and over the lease. */
export function comparePrices({ monthly, lease, present, unpriced }: StackPlanView): string[] {
  const was = { monthly: present?.monthly ?? 0, lease: present ? present.lease : 0 };
  return [
    `${rangeInWords(monthly)} a month: ${differenceInWords(monthly, was.monthly)}`,
    ...(lease === null
      ? []
      : [`${rangeInWords(lease)} over the lease: ${differenceInWords(lease, was.lease ?? 0)}`]),
    ...(unpriced > 0 ? [`${counted(unpriced, 'part')} without a price`] : []),
  ];
}

function differenceInWords({ atLeast, atMost }: StackPlanView['monthly'], was: number): string {
  const signed = (usd: number) => (usd < 0 ? formatUsd(usd) : `+${formatUsd(usd)}`);
  const [least, most] = [signed(atLeast - was), signed(atMost - was)];
  return `${least === most ? least : `${least} to ${most}`} against ${formatUsd(was)} now`;
}
