import { closest } from '../../base/closest';
import type { Schema } from '../json-schema';
import { fits, type Fit, refused, unchecked } from './fit';
import { demands, keysOf, valueAt } from './fit-objects';

/** What lies at a step into a value, and whether it is there. */
export interface Stepped {
  schema: Schema;
  /** That it is there is sure, impossible, or known by the value only. */
  there: Fit;
}

/** The schema of what lies one step into a value: under a key, or at the position of a list. */
export function stepInto(schema: Schema, step: string, what: string): Stepped {
  const types = [schema['type']]
    .flat()
    .filter((type) => type !== undefined && type !== 'null')
    .map(String);
  const isNullable = [schema['type']].flat().includes('null');
  const at = stepOf(types, { schema, step, what });
  if (at.there.result !== 'fits' || !isNullable) return at;
  return { ...at, there: unchecked(`${what} may be null, and then has no ${step}`) };
}

interface Step {
  schema: Schema;
  step: string;
  what: string;
}

function stepOf(types: readonly string[], asked: Step): Stepped {
  const { what, step } = asked;
  const [type] = types;
  if (type === undefined || types.length > 1)
    return { schema: {}, there: unchecked(`whether ${what} has ${step} is not declared`) };
  if (type === 'object') return intoObject(asked);
  if (type === 'array') return intoList(asked);
  return { schema: {}, there: refused(`${what} is of type ${type}, so it has no ${step}`) };
}

function intoObject({ schema, step, what }: Step): Stepped {
  const value = valueAt(schema, step);
  if (value === undefined) return { schema: {}, there: refused(noKey(schema, step, what)) };
  if (demands(schema, step)) return { schema: value, there: fits };
  return {
    schema: value,
    there: unchecked(`whether ${what} has the key ${step} is known by its value only`),
  };
}

function noKey(schema: Schema, step: string, what: string): string {
  const keys = keysOf(schema);
  const near = closest(step, keys);
  const hint = near === undefined ? `it has ${keys.join(', ') || 'none'}` : `did you mean ${near}?`;
  return `${what} has no key ${step} (${hint})`;
}

function intoList({ schema, step, what }: Step): Stepped {
  if (!isPosition(step))
    return { schema: {}, there: refused(`${what} is a list; use a position such as 0 instead of ${step}`) };
  const { prefixItems, items, minItems, maxItems } = schema;
  const positions = Array.isArray(prefixItems) ? (prefixItems as unknown[]) : [];
  const position = Number(step);
  const isNone =
    position >= Number(maxItems ?? Infinity) || (items === false && position >= positions.length);
  if (isNone) return { schema: {}, there: refused(`${what} never has an element ${step}`) };
  const said = position < positions.length ? positions[position] : items;
  const isSure = position < Number(minItems ?? 0);
  const there = isSure
    ? fits
    : unchecked(`whether ${what} has an element ${step} is known by its value only`);
  return { schema: typeof said === 'object' && said !== null ? (said as Schema) : {}, there };
}

/** Whether a step is a position in a list: a whole number without leading zeros. */
export function isPosition(step: string): boolean {
  return /^(0|[1-9][0-9]{0,8})$/.test(step);
}
