import { writeExact } from '../../domain/base/exact-json';
import type { AttributeChange, PlanDocument, PlannedAction } from '../../domain/environment/artifacts';
import type { ApprovalReason, PlanSummary } from '../../domain/environment/plan';
import type { EnvironmentView } from '../../domain/environment/view';
import { describeTotals } from './cost';
import { countWhatItDoes, describeChecks, describeNamed, describeNotes } from '../../client/text/plan-notes';
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
  imported: 'it takes in what existed before',
};

/** A plan in a few lines: what it would do, cost, and why it waits. */
export function describePlanSummary(
  plan: PlanSummary,
  lease: EnvironmentView['lease'],
  paint: Paint,
): string[] {
  return renderFields([
    ['Plan', [countWhatItDoes(plan), ...describeNotes(plan.notes)]],
    [
      'Cost',
      `${describeTotals(plan.cost, lease)}${plan.cost.unverified ? ' (some prices are unverified)' : ''}`,
    ],
    ['Not priced', plan.cost.unpriced.join('; ') || undefined],
    ['Approval', plan.needs.map((reason) => reasons[reason]).join('; ') || undefined],
    ['Approval for', describeNamed(plan.addresses)],
    ['Digest', paint.dim(plan.digest)],
  ]);
}

/** A whole plan as Terraform writes one: every resource with its sign and why, and what changes in it. */
export function renderPlan(document: PlanDocument, paint: Paint): string[] {
  const resources = document.resources.filter((one) => one.action !== 'no-op' || originOf(one).length > 0);
  const outputs = document.outputs.filter(({ action }) => action !== 'no-op');
  const { drift = [], checks = [] } = document;
  const nothing = [resources, outputs, drift, checks].every(({ length }) => length === 0);
  return [
    paint.dim(`Planned ${formatSecond(document.at)} with engine ${document.engine}, run ${document.run}`),
    ...resources.flatMap((one) => renderResource(one, paint)),
    ...(nothing ? ['', 'No changes.'] : []),
    ...section('Outputs', outputs.map(renderOutput)),
    ...section(
      'Changed outside',
      drift.flatMap((one) => renderResource(one, paint).slice(1)),
    ),
    ...section(
      'Failed checks',
      describeChecks(checks).map((line) => `    ${line}`),
    ),
    '',
  ];
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines] : [];
}

type Planned = Pick<PlanDocument['resources'][number], 'address' | 'action' | 'changes'> &
  Partial<PlanDocument['resources'][number]>;

function renderResource(one: Planned, paint: Paint): string[] {
  const { address, action, changes } = one;
  return [
    '',
    painted(action, paint)(`${signs[action].padStart(3)} ${printable(address)}`),
    ...originOf(one).map((line) => `      ${paint.dim(printable(`(${line})`))}`),
    ...changes.map((change) => `      ${renderChange(change, action)}`),
  ];
}

/** Where it comes from, why it goes, and what keeps it. */
function originOf({ movedFrom, importedId, why, action, cannotEnd }: Planned): string[] {
  return [
    ...(movedFrom === undefined ? [] : [`moved from ${movedFrom}`]),
    ...(importedId === undefined ? [] : [`imported as ${importedId}`]),
    ...(why === undefined ? [] : [`${action === 'replace' ? 'replaced' : 'goes'}, as ${why}`]),
    ...(cannotEnd === undefined ? [] : [`cannot be deleted, as ${cannotEnd}`]),
  ];
}

/** A plan of before its values were kept has a name alone. */
function renderOutput({ name, action, sensitive, before, after }: PlanDocument['outputs'][number]): string {
  const head = `${signs[action].padStart(3)} ${printable(name)}`;
  if (sensitive) return `${head} (sensitive)`;
  if (before === undefined || after === undefined) return head;
  const [was, is] = [before, after].map((value) => printable(writeExact(value)));
  if (action === 'create') return `${head} = ${is}`;
  return action === 'delete' ? `${head} = ${was}` : `${head} = ${was} -> ${is}`;
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
