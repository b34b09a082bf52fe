type Schema = Record<string, unknown>;

/** A JSON Schema in few words: `list of string (cidr)`, `map of string (arn)`, `object (a, b)`. */
export function schemaWords(schema: Schema): string {
  const { type, format, enum: choices } = schema;
  if (Array.isArray(choices)) return `one of ${choices.map(String).join(', ')}`;
  const types = type === undefined ? ['any'] : [type].flat().map(String);
  const named = types.filter((one) => one !== 'null' || types.length === 1).map((one) => nameOf(one, schema));
  const nullable = types.length > 1 && types.includes('null') ? ' or null' : '';
  const of = typeof format === 'string' ? ` (${format})` : '';
  return `${named.join(' or ')}${of}${nullable}`;
}

function nameOf(type: string, { items, properties, additionalProperties: rest }: Schema): string {
  if (type === 'array') return isSchema(items) ? `list of ${schemaWords(items)}` : 'list';
  if (type !== 'object') return type;
  if (isSchema(properties)) return `object (${Object.keys(properties).join(', ')})`;
  return isSchema(rest) ? `map of ${schemaWords(rest)}` : 'object';
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
