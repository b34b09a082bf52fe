import { type ExactJson, isExactNumber, parseExact, writeExact } from '../../../domain/base/exact-json';

/** One place within an attribute at which two values differ; `before` or `after` is missing where nothing is there. */
export interface Difference {
  path: string;
  before?: ExactJson;
  after?: ExactJson;
  /** What else is to be said instead of the values. */
  note?: string;
}

/** Nothing that anyone writes by hand is as deep; what is deeper is shown as a whole. */
const deepest = 32;

interface Sides {
  before: ExactJson;
  after: ExactJson;
}

/** Where two values differ, down to single values; a text that is a JSON document is looked into. */
export function differencesOf(path: string, { before, after }: Sides, depth = 0): Difference[] {
  if (writeAlike(before, after)) return [];
  if (depth > deepest) return [{ path, before, after }];
  if (Array.isArray(before) && Array.isArray(after)) return inLists(path, { before, after }, depth);
  if (isObject(before) && isObject(after)) return inObjects(path, { before, after }, depth);
  const [was, is] = [documentIn(before), documentIn(after)];
  if (was === undefined || is === undefined) return [{ path, before, after }];
  const inside = differencesOf(path, { before: was, after: is }, depth + 1);
  return inside.length > 0 ? inside : [{ path, note: 'the same JSON in another format' }];
}

function inObjects(
  path: string,
  { before, after }: Record<keyof Sides, Record<string, ExactJson>>,
  depth: number,
): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => at(keyed(path, key), { before: before[key], after: after[key] }, depth));
}

/** What both lists have is left out wherever it stands, so that an item that comes first changes no other. */
function inLists(
  path: string,
  { before, after }: Record<keyof Sides, ExactJson[]>,
  depth: number,
): Difference[] {
  const [gone, come] = [without(before, after), without(after, before)];
  if (gone.length === 0 && come.length === 0) return [{ path, note: 'the same items in another order' }];
  const length = Math.max(gone.length, come.length);
  return Array.from({ length }, (_, index) => {
    const [was, is] = [gone[index], come[index]];
    return at(`${path}[${(is ?? was)?.index}]`, { before: was?.item, after: is?.item }, depth);
  }).flat();
}

type MaybeSides = Record<keyof Sides, ExactJson | undefined>;

function at(path: string, { before, after }: MaybeSides, depth: number): Difference[] {
  if (before === undefined) return after === undefined ? [] : [{ path, after }];
  return after === undefined ? [{ path, before }] : differencesOf(path, { before, after }, depth + 1);
}

function without(items: readonly ExactJson[], others: readonly ExactJson[]) {
  const left = new Map<string, number>();
  for (const other of others) left.set(write(other), (left.get(write(other)) ?? 0) + 1);
  return items.flatMap((item, index) => {
    const count = left.get(write(item)) ?? 0;
    left.set(write(item), count - 1);
    return count > 0 ? [] : [{ item, index }];
  });
}

/** The object or list that a text is; undefined of every other text, and of one that is nested without end. */
function documentIn(value: ExactJson): ExactJson | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || isDeep(value)) return undefined;
  try {
    return parseExact(value) as ExactJson;
  } catch {
    return undefined;
  }
}

/** As far as brackets say: those within its texts count too. */
function isDeep(json: string): boolean {
  let open = 0;
  for (const character of json.match(/[[\]{}]/g) ?? []) {
    open += '[{'.includes(character) ? 1 : -1;
    if (open > 4 * deepest) return true;
  }
  return false;
}

function keyed(path: string, key: string): string {
  return /^[\p{ID_Continue}-]+$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function isObject(value: ExactJson): value is Record<string, ExactJson> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

function writeAlike(one: ExactJson, other: ExactJson): boolean {
  return write(one) === write(other);
}

function write(value: ExactJson): string {
  return typeof value === 'string' ? JSON.stringify(value) : writeExact(value);
}
