import type * as z from 'zod';

/** Any JSON, as `z.json()` reads it. */
export type Json = z.infer<ReturnType<typeof z.json>>;

/** `value` with `change` made to each text among its values; keys, numbers and everything else stay what they are. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}
