import { describePrice } from '../print/plan/plan-prices';
import { formatValue } from '../print/outputs';
import { type Paint, printable } from '../../client/text/paint';
import { type Field, renderFields } from '../../client/text/table';
import { formatInstant } from '../../client/text/time';
import type { Reasons, UsedInput } from './reasons';
import type { Behind } from './read-plans';
import type { Place, Step } from '../../client/templates/template-source';

const longestText = 160;
const notWritten = "the template does not set this attribute: its value is the provider's";

/** Why something is as it is, from the lines of the template to the people. */
export function renderReasons(reasons: Reasons, paint: Paint): string[] {
  const { thing, template, declared, written, calls, steps, used, action } = reasons;
  const fields: Field[] = [
    ['Thing', paint.bold(printable(thing))],
    ['Template', printable(`${template.name} ${template.version}`)],
    ['Value', 'value' in reasons ? formatValue(reasons.value) : undefined],
    ['Declared', written ? placeOf(declared) : [placeOf(declared), notWritten]],
    ['Called', linesOf(calls)],
    ['Made from', linesOf(steps)],
    ['Inputs', someLines(used.map(describeInput))],
    ['Cost', reasons.price && describePrice({ action: 'create', price: reasons.price })],
    ['Run', reasons.behind && describeRun(reasons.behind, action)],
    ['Approval', reasons.behind && describeApproval(reasons.behind)],
  ];
  return renderFields(fields, paint.columns);
}

function linesOf(steps: readonly Step[]): string[] | undefined {
  return someLines(steps.map((step) => `${printable(step.of)}  ${placeOf(step)}`));
}

function someLines(lines: string[]): string[] | undefined {
  return lines.length > 0 ? lines : undefined;
}

/** `modules/network/main.tf:12  name = var.name`: what is written there on one line. */
function placeOf({ file, line, text }: Place): string {
  const flat = printable(text.replace(/\s+/g, ' '));
  const shown = flat.length > longestText ? `${flat.slice(0, longestText - 1)}…` : flat;
  return `${printable(file)}:${line}  ${shown}`;
}

function describeInput({ name, given, value, from }: UsedInput): string {
  const shown = value === '' ? '""' : formatValue(value);
  if (from !== undefined) return printable(`${name} = ${shown} (from ${from})`);
  if (given) return printable(`${name} = ${shown} (given)`);
  return printable(value === undefined ? `${name} (not given)` : `${name} = ${shown} (default)`);
}

function describeRun({ run, at, requestedBy, applied }: Behind, action: string | undefined): string {
  const what = applied ? (action ?? 'applied') : `planned${action === undefined ? '' : ` (${action})`}`;
  return printable(`${what} by ${run} at ${formatInstant(at)}, requested by ${requestedBy}`);
}

function describeApproval({ approval, applied }: Behind): string {
  if (approval)
    return printable(
      `by ${approval.by} at ${formatInstant(approval.at)}, plan ${approval.digest.slice(0, 12)}…`,
    );
  return applied ? 'not needed' : 'not given';
}
