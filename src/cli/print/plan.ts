import { writeExact } from '../../domain/base/exact-json';
import type { AttributeChange, PlanDocument, PlannedAction } from '../../domain/environment/artifacts';
import type { ApprovalReason, PlanSummary } from '../../domain/environment/plan';
import type { EnvironmentView } from '../../domain/environment/view';
import { describeTotals } from './cost';
import { type Paint, printable } from '../../client/text/paint';
import { renderFields } from '../../client/text/table';
import { formatSecond } from '../../client/text/time';

const signs: Record<PlannedAction, string> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  read: '<=',
  forget: 'x',
  'no-op': ' ',
};

const reasons: Record<ApprovalReason, string> = {
  'plan-only': 'requested with --plan-only',
  'template-always': 'the template always asks for it',
  'above-cost': "its cost is above the template's limit",
  unpriced: "something in it has no price, and the template's limit is for all",
  'cannot-end': 'AWS will not delete what it names until that is changed',
};

/** A plan in a few lines: what it would do, cost, and why it waits. */
export function describePlanSummary(
  plan: PlanSummary,
  lease: EnvironmentView['lease'],
  paint: Paint,
): string[] {
  return renderFields([
    ['Plan', countActions(plan)],
    [
      'Cost',
      `${describeTotals(plan.cost, lease)}${plan.cost.unverified ? ' (some prices are unverified)' : ''}`,
    ],
    ['Not priced', plan.cost.unpriced.join('; ') || undefined],
    ['Approval', plan.needs.map((reason) => reasons[reason]).join('; ') || undefined],
    ['Approval for', plan.addresses?.map(({ address, why }) => printable(`${address}: ${why}`))],
    ['Digest', paint.dim(plan.digest)],
  ]);
}

function countActions({ create, update, replace, delete: gone }: PlanSummary): string {
  const replaced = replace > 0 ? `, ${replace} to replace` : '';
  return `${create} to add, ${update} to change${replaced}, ${gone} to destroy`;
}

/** A whole plan as Terraform writes one: every resource with its sign, and what changes in it. */
export function renderPlan(document: PlanDocument, paint: Paint): string[] {
  const resources = document.resources.filter(({ action }) => action !== 'no-op');
  const outputs = document.outputs.filter(({ action }) => action !== 'no-op');
  return [
    paint.dim(`Planned ${formatSecond(document.at)} with engine ${document.engine}, run ${document.run}`),
    ...resources.flatMap(({ address, action, changes }) => [
      '',
      painted(action, paint)(`${signs[action].padStart(3)} ${printable(address)}`),
      ...changes.map((change) => `      ${renderChange(change, action)}`),
    ]),
    ...(resources.length === 0 ? ['', 'No changes.'] : []),
    ...(outputs.length > 0 ? ['', 'Outputs'] : []),
    ...outputs.map(
      ({ name, action, sensitive }) =>
        `${signs[action].padStart(3)} ${name}${sensitive ? ' (sensitive)' : ''}`,
    ),
    '',
  ];
}

function renderChange({ attribute, before, after }: AttributeChange, action: PlannedAction): string {
  const value = (json: unknown) => printable(writeExact(json));
  if (action === 'create' || before === null) return `+ ${attribute} = ${value(after)}`;
  if (action === 'delete' || after === null) return `- ${attribute} = ${value(before)}`;
  return `~ ${attribute} = ${value(before)} -> ${value(after)}`;
}

function painted(action: PlannedAction, paint: Paint): (text: string) => string {
  if (action === 'create') return paint.green;
  if (action === 'delete') return paint.red;
  return action === 'replace' || action === 'update' ? paint.yellow : paint.dim;
}
