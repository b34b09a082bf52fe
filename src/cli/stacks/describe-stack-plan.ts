import type { StackPlanView } from '../../client/typed/stack-api';
import { foldWords } from '../../client/text/fold';
import { counted } from '../../domain/base/counted';
import { formatUsd } from '../../domain/cost/money';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { Paint } from '../../client/text/paint';
import { type PlanDetail, renderPlan } from '../print/plan/render-plan';

type Component = StackPlanView['components'][number];
type Result = NonNullable<Component['result']>;
type Shown = Extract<Result, { result: 'shown' }>;

interface Drawing {
  paint: Paint;
  detail: PlanDetail;
}

/** A planned stack in lines: each component by layer, then the whole: how much of it is certain, and its price as a range. */
export function describeStackPlan(
  plan: StackPlanView,
  plans: ReadonlyMap<string, PlanDocument>,
  drawing: Drawing,
): string[] {
  const { paint } = drawing;
  return [
    `Stack ${plan.stack}${plan.stackLife === null ? ' (new)' : ''}`,
    ...plan.components.flatMap((one) => [
      '',
      paint.bold(`${one.name}  ${one.template}  ${headOf(one, plan)}`),
      ...componentLines(one, plans.get(one.name), drawing),
    ]),
    ...plan.removed.flatMap((name) => ['', `${paint.bold(name)}  will be destroyed, after its own approval`]),
    '',
    ...summaryLines(plan).flatMap((line) => foldWords(line, paint.columns)),
  ];
}

function headOf({ result, exists }: Component, plan: StackPlanView): string {
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

function componentLines(
  { result }: Component,
  document: PlanDocument | undefined,
  drawing: Drawing,
): string[] {
  if (result && result.result !== 'shown')
    return foldWords(result.why, drawing.paint.columns - 2).map((line) => `  ${line}`);
  if (!document) return [];
  const waits = waitsIn(document).flatMap((line) => foldWords(line, drawing.paint.columns - 2));
  return [...renderPlan(document, drawing), ...waits].map((line) => (line === '' ? line : `  ${line}`));
}

const mostNamed = 3;

/** For each output that is not there yet, what of the component waits for it. */
function waitsIn({ resources }: PlanDocument): string[] {
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

function summaryLines(plan: StackPlanView): string[] {
  const { components, removed } = plan;
  const [shown, later, failed] = [namesOf(plan, 'shown'), namesOf(plan, 'later'), namesOf(plan, 'failed')];
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
  const again = [...namesOf(plan, 'later'), ...plan.removed];
  return [
    `Your yes holds for ${counted(hours, 'hour')} and covers: ${namesOf(plan, 'shown').join(', ') || 'nothing'}.`,
    ...(again.length > 0 ? [`It does not cover: ${again.join(', ')}.`] : []),
    'An exact plan that differs from what was shown waits for its own approval.',
  ];
}

/** The components that were planned with such a result. */
function namesOf({ components }: StackPlanView, wanted: Result['result']): string[] {
  return components.filter(({ result }) => result?.result === wanted).map(({ name }) => name);
}

function priceInWords({ monthly, lease, unpriced }: StackPlanView): string {
  const months = `Price: ${rangeOf(monthly)} a month`;
  const whole = lease === null ? '' : `, ${rangeOf(lease)} over the lease`;
  return `${months}${whole}${unpriced > 0 ? `; ${counted(unpriced, 'part')} without a price` : ''}.`;
}

function rangeOf({ atLeast, atMost }: StackPlanView['monthly']): string {
  return atLeast === atMost ? formatUsd(atLeast) : `${formatUsd(atLeast)} to ${formatUsd(atMost)}`;
}
