import { type ExactJson, writeExact } from '../../../domain/base/exact-json';
import type { PlanDocument, PlannedAction } from '../../../domain/environment/artifacts';
import { foldWords } from '../../../client/text/fold';
import { describeChecks } from '../../../client/text/plan-notes';
import { type Paint, printable, visibleLength } from '../../../client/text/paint';
import { formatSecond } from '../../../client/text/time';
import { foldedAttributes, unknown, wholeAttributes } from './attribute-lines';
import { groupByModule, type ModuleGroup, type PlannedResource } from './group-by-module';
import { changesOnlyTags, describeOnlyTags } from './only-tags';
import { describeGroupPrice, describePrice } from './plan-prices';
import { shorten } from './shorten';

/** How much of a plan is shown: a line for each resource with what differs, or every attribute of it. */
export type PlanDetail = 'folded' | 'full';

/** What a plan is drawn with. */
interface Drawing {
  paint: Paint;
  detail: PlanDetail;
}

const signs: Record<PlannedAction, string> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  read: '<=',
  forget: 'x',
  'no-op': ' ',
};

/** How a group counts what is done in it; what stays as it is was moved or is taken in. */
const counted: Record<Exclude<PlannedAction, 'no-op'> | 'move' | 'import', string> = {
  create: 'to add',
  update: 'to change',
  replace: 'to replace',
  delete: 'to destroy',
  read: 'to read',
  forget: 'to forget',
  move: 'to move',
  import: 'to import',
};

/** A price stands behind its address, in one column where the addresses are no longer than this. */
const widest = 72;
const mostOfAnOutput = 200;

/** A plan for people: module by module, a line for each resource with its price and what changes in it; then outputs, drift and checks. */
export function renderPlan(document: PlanDocument, drawing: Drawing): string[] {
  const { paint, detail } = drawing;
  const resources = document.resources.filter((one) => one.action !== 'no-op' || originOf(one).length > 0);
  const outputs = document.outputs.filter(({ action }) => action !== 'no-op');
  const { drift = [], checks = [] } = document;
  const nothing = [resources, outputs, drift, checks].every(({ length }) => length === 0);
  return [
    ...foldWords(headOf(document), paint.columns).map(paint.dim),
    ...renderResources(resources, drawing),
    ...(nothing ? ['', 'No changes.'] : []),
    ...section(
      'Outputs',
      outputs.map((one) => renderOutput(one, detail)),
      paint,
    ),
    ...section('Changed outside', renderDrift(drift, drawing), paint),
    ...section(
      'Failed checks',
      describeChecks(checks).map((line) => `    ${line}`),
      paint,
    ),
    ...(detail === 'folded' && resources.length > 0 ? ['', paint.dim('--full shows every attribute.')] : []),
    '',
  ];
}

function section(title: string, lines: string[], paint: Paint): string[] {
  return lines.length > 0 ? ['', paint.bold(title), ...lines] : [];
}

/** What changes nothing but tags is one line for all of it. */
function renderResources(resources: readonly PlannedResource[], drawing: Drawing): string[] {
  const [listed, tagged] = withoutOnlyTags(resources, drawing.detail);
  const longest = listed.reduce((most, { address }) => Math.max(most, visibleLength(address)), 0);
  const width = Math.min(widest, longest);
  return [
    ...groupByModule(listed).flatMap((group) => renderGroup(group, width, drawing)),
    ...(tagged.length > 0 ? ['', paintedTags(tagged, drawing.paint)] : []),
  ];
}

function withoutOnlyTags<One extends Planned>(resources: readonly One[], detail: PlanDetail): [One[], One[]] {
  if (detail === 'full') return [[...resources], []];
  const tagged = resources.filter(changesOnlyTags);
  return tagged.length === 0
    ? [[...resources], []]
    : [resources.filter((one) => !changesOnlyTags(one)), tagged];
}

function paintedTags(tagged: readonly Planned[], paint: Paint): string {
  return paint.yellow(`${signs.update.padStart(3)} ${describeOnlyTags(tagged)}`);
}

function headOf({ at, engine, run }: PlanDocument): string {
  return oneLine(`Planned ${formatSecond(at)} with engine ${engine}, run ${run}`);
}

function renderGroup({ module, resources }: ModuleGroup, width: number, drawing: Drawing): string[] {
  const title = drawing.paint.bold(module === '' ? 'Root module' : oneLine(module));
  const price = describeGroupPrice(resources);
  const head = [`${title}: ${countActions(resources)}`, ...(price === '' ? [] : [price])].join('  ');
  return ['', head, ...resources.flatMap((one) => renderResource(one, width, drawing))];
}

function countActions(resources: readonly PlannedResource[]): string {
  const kinds = resources.map(kindOf);
  return Object.entries(counted)
    .map(([kind, words]) => ({ words, count: kinds.filter((one) => one === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ words, count }) => `${count} ${words}`)
    .join(', ');
}

function kindOf({ action, importedId }: PlannedResource): keyof typeof counted {
  if (action !== 'no-op') return action;
  return importedId === undefined ? 'move' : 'import';
}

type Planned = Pick<PlannedResource, 'address' | 'action' | 'changes'> & Partial<PlannedResource>;

function renderResource(one: Planned, width: number, { paint, detail }: Drawing): string[] {
  const { address, action } = one;
  const name = oneLine(address);
  const price = describePrice(one);
  const gap = ' '.repeat(Math.max(0, width - visibleLength(name)) + 2);
  const attributes = detail === 'full' ? wholeAttributes(one) : foldedAttributes(one);
  return [
    painted(action, paint)(`${signs[action].padStart(3)} ${name}`) + (price === '' ? '' : gap + price),
    ...originOf(one).map((line) => `      ${paint.dim(oneLine(`(${line})`))}`),
    ...attributes.map((line) => `      ${printable(line).replaceAll('\n', ' ')}`),
  ];
}

/** An object that changed outside has no price: what it costs is said where the plan changes it. */
function renderDrift(drift: readonly Planned[], drawing: Drawing): string[] {
  const [listed, tagged] = withoutOnlyTags(drift, drawing.detail);
  return [
    ...listed.flatMap((one) => renderResource(one, 0, drawing)),
    ...(tagged.length > 0 ? [paintedTags(tagged, drawing.paint)] : []),
  ];
}

/** Where it comes from, why it goes, and what keeps it. */
function originOf({ movedFrom, importedId, why, action, cannotEnd }: Planned): string[] {
  return [
    ...(movedFrom === undefined ? [] : [`moved from ${movedFrom}`]),
    ...(importedId === undefined ? [] : [`imported as ${importedId}`]),
    ...(why === undefined ? [] : [`${action === 'replace' ? 'replaced' : 'goes'}, as ${why}`]),
    ...(cannotEnd === undefined ? [] : [`cannot be deleted, because ${cannotEnd}`]),
  ];
}

/** A plan of before its values were kept has a name alone. */
function renderOutput(
  { name, action, sensitive, before, after }: PlanDocument['outputs'][number],
  detail: PlanDetail,
): string {
  const head = `${signs[action].padStart(3)} ${oneLine(name)}`;
  if (sensitive) return `${head} (sensitive)`;
  if (before === undefined || after === undefined) return head;
  const most = detail === 'full' ? Infinity : mostOfAnOutput;
  const [was, is] = [before, after].map((value) => shorten(outputText(value), most));
  if (action === 'create') return `${head} = ${is}`;
  return action === 'delete' ? `${head} = ${was}` : `${head} = ${was} -> ${is}`;
}

/** What is not known yet is said in words, and of a list of nothing else once. */
function outputText(value: ExactJson): string {
  const text = printable(writeExact(value)).replaceAll(JSON.stringify(unknown), unknown);
  return text.replace(/^\[\(known after apply\)(,\(known after apply\))*\]$/, unknown);
}

/** A text of others that ends no line. */
function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ');
}

function painted(action: PlannedAction, paint: Paint): (text: string) => string {
  if (action === 'create') return paint.green;
  if (action === 'delete') return paint.red;
  return action === 'replace' || action === 'update' ? paint.yellow : paint.dim;
}
