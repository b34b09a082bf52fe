import type { StackPlanView } from '../../client/typed/stack-api';
import { describePlanned, describeWaits, summarizeStackPlan } from '../../client/text/stack-plan-words';
import { foldWords } from '../../client/text/fold';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { Paint } from '../../client/text/paint';
import { type PlanDetail, renderPlan } from '../print/plan/render-plan';

type Component = StackPlanView['components'][number];

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
      paint.bold(`${one.name}  ${one.template}  ${describePlanned(one, plan)}`),
      ...componentLines(one, plans.get(one.name), drawing),
    ]),
    ...plan.removed.flatMap((name) => ['', `${paint.bold(name)}  will be destroyed, after its own approval`]),
    '',
    ...summarizeStackPlan(plan).flatMap((line) => foldWords(line, paint.columns)),
  ];
}

function componentLines(
  { result }: Component,
  document: PlanDocument | undefined,
  drawing: Drawing,
): string[] {
  if (result && result.result !== 'shown')
    return foldWords(result.why, drawing.paint.columns - 2).map((line) => `  ${line}`);
  if (!document) return [];
  const waits = describeWaits(document).flatMap((line) => foldWords(line, drawing.paint.columns - 2));
  return [...renderPlan(document, drawing), ...waits].map((line) => (line === '' ? line : `  ${line}`));
}
