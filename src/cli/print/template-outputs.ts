import type { TemplateVersion } from '../../client/typed/types';
import { type Paint, printable } from '../../client/text/paint';
import { renderColumns } from '../../client/text/table';

type Outputs = TemplateVersion['manifest']['outputs'];
type Schema = Record<string, unknown>;

/** The outputs of a template in lines, each with what its values are; a `-` where the template does not say it. */
export function renderTemplateOutputs(outputs: Outputs, paint: Paint): string[] {
  const rows = Object.entries(outputs).map(([name, { description, sensitive, schema, type }]) => [
    `  ${name}`,
    printable(schema === undefined ? (type ?? '-') : describeSchema(schema)),
    printable(`${description}${sensitive ? ' (sensitive)' : ''}`),
  ]);
  return renderColumns(rows, paint.columns).flat();
}

/** A schema in few words: `list of string (cidr)`, `map of string (arn)`, `object (a, b)`. */
export function describeSchema(schema: Schema): string {
  const { type, format, enum: choices } = schema;
  if (Array.isArray(choices)) return `one of ${choices.map(String).join(', ')}`;
  const types = type === undefined ? ['any'] : [type].flat().map(String);
  const named = types.filter((one) => one !== 'null' || types.length === 1).map((one) => nameOf(one, schema));
  const nullable = types.length > 1 && types.includes('null') ? ' or null' : '';
  const of = typeof format === 'string' ? ` (${format})` : '';
  return `${named.join(' or ')}${of}${nullable}`;
}

function nameOf(type: string, { items, properties, additionalProperties: rest }: Schema): string {
  if (type === 'array') return isSchema(items) ? `list of ${describeSchema(items)}` : 'list';
  if (type !== 'object') return type;
  if (isSchema(properties)) return `object (${Object.keys(properties).join(', ')})`;
  return isSchema(rest) ? `map of ${describeSchema(rest)}` : 'object';
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
