import type * as z from 'zod';
import { type ExactJson, isExactNumber } from './exact-json';

/** Any JSON, as `z.json()` reads it. */
export type Json = z.infer<ReturnType<typeof z.json>>;

/** `value` with `change` made to each text among its values; keys, numbers and everything else stay what they are. */
export function mapTexts<Value extends ExactJson>(value: Value, change: (text: string) => string): Value {
  return mapped(value, change) as Value;
}

function mapped(value: ExactJson, change: (text: string) => string): ExactJson {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
}
