import type { Inputs } from '../../domain/template/template';
import { printable } from '../../client/text/paint';

/** Inputs as `name = value`, one a line. */
export function describeInputs(inputs: Inputs): string[] {
  return Object.entries(inputs).map(([name, value]) => printable(`${name} = ${JSON.stringify(value)}`));
}

/** The inputs that were given, and how many others are as the template has them. */
export function describeGiven(inputs: Inputs, given: Inputs = {}): string[] {
  const own = Object.fromEntries(Object.entries(inputs).filter(([name]) => name in given));
  const others = Object.keys(inputs).length - Object.keys(own).length;
  return [...describeInputs(own), ...(others > 0 ? [`${others} more with the template's defaults`] : [])];
}

/** What the API shows for a value that it keeps to itself. */
const hidden = '(sensitive)';

/** Inputs that differ, as `name: before -> after`; a hidden one differs where it was given. */
export function describeChanges(before: Inputs, after: Inputs, given: Inputs = {}): string[] {
  const text = (inputs: Inputs, name: string) => (name in inputs ? JSON.stringify(inputs[name]) : 'absent');
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => text(before, name) !== text(after, name) || (after[name] === hidden && name in given),
  );
  if (changed.length === 0) return ['as they are'];
  return changed.map((name) => printable(`${name}: ${text(before, name)} -> ${text(after, name)}`));
}
