import { literalsOf, fitsWildcard } from './wildcard';

type Scalar = string | number | boolean | null;

/** One thing a value may be. `anything-but` takes scalars or a prefix; `exists` looks only at presence. */
export type Matcher =
  | Scalar
  | { prefix: string }
  | { suffix: string }
  | { wildcard: string }
  | { exists: boolean }
  | { 'anything-but': Scalar | Scalar[] | { prefix: string } };

/** An event pattern: every field named must match one of its matchers. In a wildcard `*` is any text. EventBridge's numeric, cidr and $or are not served. */
export interface EventPattern {
  [field: string]: Matcher[] | EventPattern;
}

/** Throws, naming the place, when a pattern holds what EventBridge or this subset does not know. */
export function checkPattern(pattern: EventPattern, place = 'pattern'): void {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new Error(`${place}: an empty pattern matches nothing`);
  for (const [field, expected] of fields) {
    const at = `${place}.${field}`;
    if (!Array.isArray(expected)) {
      if (expected === null || typeof expected !== 'object')
        throw new Error(`${at}: must be a list or an object`);
      checkPattern(expected, at);
      continue;
    }
    if (expected.length === 0) throw new Error(`${at}: an empty list matches nothing`);
    expected.forEach((matcher) => checkMatcher(matcher, at));
  }
}

/** Whether an event, or the part of one under a nested pattern, has everything the pattern asks for. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    const values = readField(event, field);
    if (Array.isArray(expected)) return expected.some((matcher) => matchesValues(matcher, values));
    const parts = values.length === 0 ? [undefined] : values;
    return parts.some((part) => matchesPattern(expected, part));
  });
}

const knownMatchers = ['prefix', 'suffix', 'wildcard', 'exists', 'anything-but'];

function checkMatcher(matcher: Matcher, place: string): void {
  if (isScalar(matcher)) return;
  const [name = '', ...others] = Object.keys(matcher);
  if (!knownMatchers.includes(name) || others.length > 0) {
    throw new Error(`${place}: ${JSON.stringify(matcher)} is not one of ${knownMatchers.join(', ')}`);
  }
  if ('wildcard' in matcher) literalsOf(matcher.wildcard);
}

/** The values of a field: an event's list is matched if any of its members is. */
function readField(event: unknown, field: string): unknown[] {
  if (Array.isArray(event)) return event.flatMap((item) => readField(item, field));
  if (event === null || typeof event !== 'object' || !Object.hasOwn(event, field)) return [];
  const value = (event as Record<string, unknown>)[field];
  return Array.isArray(value) ? value : [value];
}

function matchesValues(matcher: Matcher, values: unknown[]): boolean {
  if (!isScalar(matcher) && 'exists' in matcher) return matcher.exists === values.length > 0;
  return values.some((value) => matchesValue(matcher, value));
}

function matchesValue(matcher: Exclude<Matcher, { exists: boolean }>, value: unknown): boolean {
  if (isScalar(matcher)) return matcher === value;
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(matcher.prefix);
  if ('suffix' in matcher) return typeof value === 'string' && value.endsWith(matcher.suffix);
  if ('wildcard' in matcher) return typeof value === 'string' && fitsWildcard(matcher.wildcard, value);
  const excluded = matcher['anything-but'];
  return ![excluded].flat().some((item) => matchesValue(item, value));
}

function isScalar(matcher: unknown): matcher is Scalar {
  return matcher === null || typeof matcher !== 'object';
}
