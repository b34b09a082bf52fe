import { isKnown, isNothing, type PlannedNode, partAt } from './plan/node';
import { isWritten, type PlannedEstate, type PlannedObject } from './plan/planned-estate';
import { failed, notAssessed, passed, type Verdict } from './verdict';

/** One check: which types of objects it is about, and what it says of one of them; undefined where it is not about that one. */
export interface Control {
  /** Small letters and hyphens; exceptions and documents name it so. */
  id: string;
  title: string;
  types: readonly string[];
  /** Types that belong to those, and are judged with them. */
  parts?: readonly string[];
  judge: (object: PlannedObject, estate: PlannedEstate) => Verdict | undefined;
}

/** What an attribute must be. */
export interface Wanted {
  path: string;
  holds: (value: unknown) => boolean;
  fix: string;
  /** What AWS does where nothing is set; without it, that is a failure. */
  unset?: Verdict;
  /** What a value means that the template sets and nobody knows yet; without it, that is not assessed. */
  unknown?: Verdict;
}

/** Whether an attribute is as wanted; what is known only after apply is not assessed, and what nobody sets is AWS' default. */
export function attributeOf(object: PlannedObject, wanted: Wanted): Verdict {
  const { path, fix, unset = failed(`${path} is not set`, fix), unknown = unknownAt(path) } = wanted;
  const found = partAt(object, path);
  if (!isKnown(found)) return isUnset(object, path) ? unset : unknown;
  if (isNothing(found.value) || isEmpty(found.value)) return unset;
  return wanted.holds(found.value) ? passed : failed(`${path} is ${shown(found.value)}`, fix);
}

/** A check of one attribute of objects of some types. */
export function attributeControl(about: Pick<Control, 'id' | 'title' | 'types'>, wanted: Wanted): Control {
  return { ...about, judge: (object) => attributeOf(object, wanted) };
}

/** An attribute that the provider fills in where the template sets none. */
export function isUnset(object: PlannedObject, path: string): boolean {
  return isWritten(object, path.split('.')[0] ?? path) === false;
}

/** An attribute that must name something, such as a key; one that is named and not made yet is enough. */
export function namesSomething(path: string, fix: string): Wanted {
  return { path, holds: isAny, fix, unknown: passed };
}

export function unknownAt(path: string): Verdict {
  return notAssessed(`${path} is known only after apply`);
}

/** A block's attribute by the same rules, where the block itself is there. */
export function blockAttribute(block: PlannedNode, { path, holds, fix, unset, unknown }: Wanted): Verdict {
  const found = partAt(block, path);
  if (!isKnown(found)) return unknown ?? unknownAt(path);
  if (isNothing(found.value)) return unset ?? failed(`${path} is not set`, fix);
  return holds(found.value) ? passed : failed(`${path} is ${shown(found.value)}`, fix);
}

export const isTrue = (value: unknown): boolean => value === true || value === 'true';
export const isFalse = (value: unknown): boolean => value === false || value === 'false';
export const isAny = (value: unknown): boolean => !isNothing(value) && value !== '' && !isEmpty(value);
export const isAtLeast =
  (least: number) =>
  (value: unknown): boolean =>
    Number(value) >= least;
export const isOneOf =
  (...allowed: readonly string[]) =>
  (value: unknown): boolean =>
    allowed.includes(String(value));

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
