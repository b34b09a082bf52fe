import * as z from 'zod';
import { canonicalJson } from '../../base/canonical-json';
import { type ExactJson, isExactNumber } from '../../base/exact-json';
import { AnyExactJson } from '../../base/exact-json-schema';

/**
 * A planned value as somebody was shown it: known, not known yet, or a secret, of which only a seal is kept; a list or an object of such
 * where its parts are not all known.
 */
export type Shown =
  | { is: 'known'; value: ExactJson }
  | { is: 'unknown' }
  | { is: 'secret'; seal: string }
  | { is: 'list'; items: Shown[] }
  | { is: 'object'; of: Record<string, Shown> };

export const Shown: z.ZodType<Shown> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('known'), value: AnyExactJson }),
  z.strictObject({ is: z.literal('unknown') }),
  z.strictObject({ is: z.literal('secret'), seal: z.string() }),
  z.strictObject({
    is: z.literal('list'),
    get items() {
      return z.array(Shown);
    },
  }),
  z.strictObject({
    is: z.literal('object'),
    get of() {
      return z.record(z.string(), Shown);
    },
  }),
]);

/** Makes of a secret what says of another value only whether it is the same; it must be slow or keyed, as secrets may be short. */
export type Seal = (text: string) => string;

/** Terraform's masks of a value: true, or in its shape with true where it is meant. */
export interface Masks {
  unknown: unknown;
  secret: unknown;
}

/** A value as it is shown, by Terraform's masks. */
export function showValue(value: unknown, { unknown, secret }: Masks, seal: Seal): Shown {
  if (unknown === true || (secret === true && hasMark(unknown))) return { is: 'unknown' };
  if (secret === true) return { is: 'secret', seal: seal(canonicalJson(value ?? null)) };
  if (!hasMark(unknown) && !hasMark(secret)) return { is: 'known', value: (value ?? null) as ExactJson };
  const below = (key: string | number) =>
    showValue(partOf(value, key), { unknown: partOf(unknown, key), secret: partOf(secret, key) }, seal);
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const length = Math.max(lengthOf(value), lengthOf(unknown));
    return { is: 'list', items: Array.from({ length }, (_, at) => below(at)) };
  }
  const names = new Set([value, unknown].flatMap((one) => (isPlain(one) ? Object.keys(one) : [])));
  return { is: 'object', of: Object.fromEntries([...names].map((name) => [name, below(name)])) };
}

/** The parts of a list, or undefined where it is none; a known list has known parts. */
export function itemsOf(shown: Shown): Shown[] | undefined {
  if (shown.is === 'list') return shown.items;
  if (shown.is !== 'known' || !Array.isArray(shown.value)) return undefined;
  return shown.value.map((value) => ({ is: 'known', value }));
}

/** The parts of an object by name, or undefined where it is none. */
export function fieldsOf(shown: Shown): Map<string, Shown> | undefined {
  if (shown.is === 'object') return new Map(Object.entries(shown.of));
  if (shown.is !== 'known' || !isPlain(shown.value)) return undefined;
  return new Map(Object.entries(shown.value).map(([name, value]) => [name, { is: 'known', value }]));
}

/** Every value in it that has no parts. */
export function leavesOf(shown: Shown): Shown[] {
  const parts = itemsOf(shown) ?? fieldsOf(shown)?.values();
  return parts === undefined ? [shown] : [...parts].flatMap(leavesOf);
}

/** Whether two are the same as far as they are known, and known alike. */
export function isSame(a: Shown, b: Shown): boolean {
  return canonicalJson(plainOf(a)) === canonicalJson(plainOf(b));
}

/** In words for people; no secret is in it. */
export function inWords(shown: Shown): string {
  if (shown.is === 'unknown') return '(known after apply)';
  if (shown.is === 'secret') return '(sensitive)';
  const items = itemsOf(shown);
  if (items) return `[${items.map(inWords).join(', ')}]`;
  const fields = fieldsOf(shown);
  if (fields) return `{${[...fields].map(([name, one]) => `${name}: ${inWords(one)}`).join(', ')}}`;
  return canonicalJson(shown.is === 'known' ? shown.value : null);
}

/** One writing for a whole that is known and for the same in parts. */
function plainOf(shown: Shown): unknown {
  const items = itemsOf(shown);
  if (items) return items.map(plainOf);
  const fields = fieldsOf(shown);
  if (fields) return Object.fromEntries([...fields].map(([name, one]) => [name, plainOf(one)]));
  return shown.is === 'known' ? { known: shown.value } : shown;
}

function hasMark(mask: unknown): boolean {
  if (typeof mask !== 'object' || mask === null) return mask === true;
  return Object.values(mask).some(hasMark);
}

function partOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function isPlain(value: unknown): value is Record<string, ExactJson> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
