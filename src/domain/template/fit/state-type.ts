import type { ExactJson } from '../../base/exact-json';
import type { Schema } from '../json-schema';

const plain: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bool: { type: 'boolean' },
};

/** The type that a Terraform state says of an output, such as `["list","string"]`, as JSON Schema; `{}` of what it leaves open. */
export function typeOfState(type: ExactJson): Schema {
  if (typeof type === 'string') return plain[type] ?? {};
  if (!Array.isArray(type)) return {};
  const [kind, of = null] = type;
  if (kind === 'list' || kind === 'set') return { type: 'array', items: typeOfState(of) };
  if (kind === 'map') return { type: 'object', additionalProperties: typeOfState(of) };
  if (kind === 'tuple' && Array.isArray(of)) return tupleOf(of.map(typeOfState));
  return kind === 'object' ? objectOf(of) : {};
}

function tupleOf(prefixItems: Schema[]): Schema {
  const [first] = prefixItems;
  const same = prefixItems.every((one) => JSON.stringify(one) === JSON.stringify(first));
  const length = { minItems: prefixItems.length, maxItems: prefixItems.length };
  if (same) return { type: 'array', ...length, ...(first && { items: first }) };
  return { type: 'array', prefixItems, items: false, ...length };
}

function objectOf(attributes: ExactJson): Schema {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes))
    return { type: 'object' };
  const properties = Object.fromEntries(
    Object.entries(attributes as Record<string, ExactJson>).map(([name, type]) => [name, typeOfState(type)]),
  );
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
