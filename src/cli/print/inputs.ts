import type { EnvironmentView } from '../../client/typed/types';
import type { Inputs, Upgrade } from '../../domain/template/template';
import { printable } from '../../client/text/paint';
import type { Field } from '../../client/text/table';

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

/** What another version does to the inputs: what had been given and falls away, and what is new. */
export function describeUpgrade(
  upgrade: Upgrade | undefined,
  { given, after }: { given: Inputs; after: Inputs },
): Field[] {
  if (!upgrade) return [];
  const fallen = pick(given, upgrade.dropped);
  const added = pick(after, upgrade.added);
  const fields: Field[] = [
    ['Dropped', describeInputs(fallen)],
    ['New', describeInputs(added)],
  ];
  return fields.filter(([, lines]) => lines !== undefined && lines.length > 0);
}

/** The inputs that were given; in words where the template's defaults are all that counts, and what fell away with its version. */
export function describeStored({ inputs, upgrade }: Pick<EnvironmentView, 'inputs' | 'upgrade'>): string[] {
  const given = describeInputs(inputs);
  const fallen = upgrade?.dropped ?? [];
  return [
    ...(given.length > 0 ? given : ["the template's defaults"]),
    ...fallen.map((name) => printable(`${name} was dropped with the change from ${upgrade?.from ?? ''}`)),
  ];
}

function pick(inputs: Inputs, names: readonly string[]): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.includes(name)));
}

/** What the API shows for a value that it keeps to itself. */
const hidden = '(sensitive)';

/** What a change was asked with: a hidden input differs where it was given; what an upgrade drops or adds is shown apart. */
interface ChangeRequest {
  given?: Inputs | undefined;
  upgrade?: Upgrade | undefined;
}

/** Inputs that differ, as `name: before -> after`. */
export function describeChanges(
  before: Inputs,
  after: Inputs,
  { given = {}, upgrade }: ChangeRequest = {},
): string[] {
  const apart = [...(upgrade?.dropped ?? []), ...(upgrade?.added ?? [])];
  const text = (inputs: Inputs, name: string) => (name in inputs ? JSON.stringify(inputs[name]) : 'absent');
  const differs = (name: string) =>
    text(before, name) !== text(after, name) || (after[name] === hidden && name in given);
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => differs(name) && !apart.includes(name),
  );
  if (changed.length === 0) return [apart.length > 0 ? 'the others as they are' : 'as they are'];
  return changed.map((name) => printable(`${name}: ${text(before, name)} -> ${text(after, name)}`));
}
