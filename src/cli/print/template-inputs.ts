import type { TemplateVersion } from '../../client/typed/types';
import { type Paint, printable } from '../../client/text/paint';
import { renderColumns } from '../../client/text/table';

type Schema = TemplateVersion['manifest']['inputs'];
type Property = Record<string, unknown> & { description: string };

/** The inputs of a template in lines: by their groups, as its author ordered them; those of no group come last. */
export function renderInputs({ properties, required }: Schema, paint: Paint): string[] {
  const inputs = sorted(Object.entries(properties));
  const rows = inputs.map(([name, schema]) => inputRow(name, schema, { required, paint }));
  const lines = renderColumns(rows, paint.columns);
  const groups = inputs.map(([, schema]) => groupOf(schema));
  const isGrouped = groups.some((group) => group !== '');
  return lines.flatMap((row, index) => {
    const group = groups[index] ?? '';
    if (!isGrouped || (index > 0 && group === groups[index - 1])) return row;
    return [`  ${paint.bold(printable(group === '' ? 'Others' : group))}`, ...row];
  });
}

/** Groups in the order in which they first stand, and within each by `order`, where it is given. */
function sorted(inputs: readonly [string, Property][]): [string, Property][] {
  const groups = [...new Set(inputs.map(([, schema]) => groupOf(schema)))].filter((group) => group !== '');
  const ranked = inputs.map((input, index) => {
    const group = groupOf(input[1]);
    const { order } = input[1];
    return {
      input,
      ranks: [
        group === '' ? groups.length : groups.indexOf(group),
        typeof order === 'number' ? order : Infinity,
        index,
      ],
    };
  });
  return ranked.sort((a, b) => firstDifference(a.ranks, b.ranks)).map(({ input }) => input);
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((rank, at) => rank !== b[at]);
  return index === -1 ? 0 : (a[index] ?? 0) < (b[index] ?? 0) ? -1 : 1;
}

function groupOf({ group }: Property): string {
  return typeof group === 'string' ? group : '';
}

function inputRow(
  name: string,
  { type, description, default: preset, ...rules }: Property,
  { required, paint }: { required: readonly string[]; paint: Paint },
): string[] {
  const fallback = preset === undefined ? 'optional' : `= ${JSON.stringify(preset)}`;
  const given = required.includes(name) ? paint.yellow('required') : fallback;
  return [`  ${name}`, describeType(type), printable(given), `${description}${describeRules(rules)}`];
}

/** What is said of no type takes any value; that null is taken too goes without saying. */
function describeType(type: unknown): string {
  if (type === undefined) return 'any';
  const types = (Array.isArray(type) ? type : [type]).map(String);
  return types.filter((one) => one !== 'null' || types.length === 1).join(' or ');
}

/** The rules of a value that people can do something with; patterns are the control plane's to explain, and an example shows them. */
function describeRules({
  enum: choices,
  minimum,
  maximum,
  examples: shown,
  deprecated,
}: Record<string, unknown>): string {
  const words = [
    ...(deprecated === true ? ['deprecated'] : []),
    ...(Array.isArray(choices) ? [`one of ${choices.join(', ')}`] : []),
    ...(typeof minimum === 'number' ? [`at least ${minimum}`] : []),
    ...(typeof maximum === 'number' ? [`at most ${maximum}`] : []),
    ...(Array.isArray(shown) ? [`such as ${JSON.stringify(shown[0])}`] : []),
  ];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}
