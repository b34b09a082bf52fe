import { isLosslessNumber, isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json';
import type { FieldIssue } from './error-row';

/** A number by its digits. */
export type ExactNumber = LosslessNumber;

/** JSON in which a number that JavaScript would write in other digits is kept as its digits. */
export type ExactJson =
  | string
  | number
  | boolean
  | null
  | ExactNumber
  | ExactJson[]
  | { [name: string]: ExactJson };

/** Whether a value is a number that is kept as its digits. */
export function isExactNumber(value: unknown): value is ExactNumber {
  return isLosslessNumber(value);
}

/** The texts and numbers of a JSON document, so that what is inside a text is taken for no number. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;

/** Reads JSON like `JSON.parse`, and throws what that throws; a number whose digits JavaScript would change stays as it is. */
export function parseExact(text: string): unknown {
  const read: unknown = JSON.parse(text);
  // Most documents hold no such number, and the native parser is many times faster.
  return holdsNumber(text, isChanged) ? parseNumbers(text, isChanged) : read;
}

/** Writes JSON like `JSON.stringify`, the numbers that were kept as their digits. */
export function writeExact(value: unknown, space?: number): string {
  const written = holdsExact(value) ? stringify(value, undefined, space) : undefined;
  return written ?? JSON.stringify(value, null, space);
}

/** Whether such a number is anywhere in a value, however deep. */
function holdsExact(value: unknown): boolean {
  const open = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (isExactNumber(one)) return true;
    if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) open.push(inner);
  }
  return false;
}

/**
 * The numbers of a JSON text that JavaScript cannot hold exactly, by their paths: an integer beyond 2^53 - 1, and a decimal
 * that would be another one, or that no store of ours takes. `text` must be JSON.
 */
export function inexactNumbers(text: string, under = ''): FieldIssue[] {
  if (!holdsNumber(text, isInexact)) return [];
  return numbersIn(parseNumbers(text, isInexact), under);
}

/** Why JavaScript cannot hold a number, written as JSON has it, exactly; undefined where it can. */
export function whyInexact(digits: string): string | undefined {
  if (!isInexact(digits)) return undefined;
  const shown = digits.length > 40 ? `${digits.slice(0, 40)}…` : digits;
  const number = Number(digits);
  return `${shown} is a number that cannot be stored exactly: ${becomes(number)}`;
}

function becomes(number: number): string {
  if (isTiny(number)) return 'it is too small';
  return Number.isFinite(number) ? `the nearest one that can is ${number}` : 'it is too large';
}

function isInexact(digits: string): boolean {
  return !isSafeNumber(digits) || isTiny(Number(digits));
}

/** DynamoDB keeps no number that is nearer to 0. */
function isTiny(number: number): boolean {
  return number !== 0 && Math.abs(number) < 1e-130;
}

function isChanged(digits: string): boolean {
  return String(Number(digits)) !== digits;
}

function holdsNumber(text: string, matches: (digits: string) => boolean): boolean {
  for (const [token] of text.matchAll(tokens)) if (!token.startsWith('"') && matches(token)) return true;
  return false;
}

/** Of a key that stands twice the last one counts, as for `JSON.parse`. */
function parseNumbers(text: string, keeps: (digits: string) => boolean): unknown {
  const parseNumber = (digits: string) => (keeps(digits) ? new LosslessNumber(digits) : Number(digits));
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
}

function numbersIn(value: unknown, path: string): FieldIssue[] {
  if (isLosslessNumber(value)) return [{ field: path || 'body', message: whyInexact(value.value) ?? '' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => numbersIn(one, path === '' ? key : `${path}.${key}`));
}
