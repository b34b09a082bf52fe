import { fieldsOf, isSame, itemsOf, type Shown } from './shown-value';

/** Where a value is: attributes joined by dots, items of lists and keys in brackets: `ingress[0].cidr_blocks`. */
export interface Difference {
  path: string;
  shown: Shown;
  now: Shown;
}

/** What became of a value that was shown: where it is another now, and where it is known that was not. */
export interface ShownComparison {
  differences: Difference[];
  fills: { path: string; now: Shown }[];
}

/** Whether what stands at a path is a set, whose order means nothing. */
export type IsSet = (path: string) => boolean;

/** Where two values stand. */
export interface At {
  path: string;
  isSet: IsSet;
}

const none: Shown = { is: 'known', value: null };

/** Holds what is planned now against what was shown; only what was not known may have been filled in. */
export function compareShown(shown: Shown, now: Shown, at: At): ShownComparison {
  const { path } = at;
  if (shown.is === 'unknown') return { differences: [], fills: now.is === 'unknown' ? [] : [{ path, now }] };
  const [items, itemsNow] = [itemsOf(shown), itemsOf(now)];
  if (items && itemsNow) return compareItems({ ...at, shown, now }, items, itemsNow);
  const [fields, fieldsNow] = [fieldsOf(shown), fieldsOf(now)];
  if (fields && fieldsNow) return compareFields(at, fields, fieldsNow);
  return isSame(shown, now) ? nothing : { differences: [{ path, shown, now }], fills: [] };
}

const nothing: ShownComparison = { differences: [], fills: [] };

function compareFields(
  { path, isSet }: At,
  fields: Map<string, Shown>,
  fieldsNow: Map<string, Shown>,
): ShownComparison {
  const names = [...new Set([...fields.keys(), ...fieldsNow.keys()])];
  const one = (name: string) =>
    compareShown(fields.get(name) ?? none, fieldsNow.get(name) ?? none, { path: below(path, name), isSet });
  return joined(names.map(one));
}

function compareItems(
  { shown, now, ...at }: At & { shown: Shown; now: Shown },
  items: readonly Shown[],
  itemsNow: readonly Shown[],
): ShownComparison {
  const { path, isSet } = at;
  const inOrder =
    items.length === itemsNow.length
      ? joined(items.map((one, index) => compareShown(one, itemsNow[index] ?? none, itemAt(at, index))))
      : { differences: [{ path, shown, now }], fills: [] };
  if (inOrder.differences.length === 0 || !isSet(withoutIndexes(path))) return inOrder;
  return matched(at, items, itemsNow) ?? inOrder;
}

function itemAt({ path, isSet }: At, index: number): At {
  return { path: `${path}[${index}]`, isSet };
}

/**
 * The fills of a set whose items have come into another order, and of which some may have become one; undefined where an item was not
 * shown, or one that was shown is gone. What is known whole stands for itself before what is not takes anything.
 */
function matched(at: At, items: readonly Shown[], itemsNow: readonly Shown[]): ShownComparison | undefined {
  const fitting = items.map((one) =>
    itemsNow
      .map((now, index) => compareShown(one, now, itemAt(at, index)))
      .map((found) => (found.differences.length === 0 ? found : undefined)),
  );
  const taken = pairs(fitting, itemsNow.length);
  return taken && joined(taken);
}

type Fitting = (ShownComparison | undefined)[][];

/** For each item one that fits it, such that every one of now is taken; undefined where there is no such choice. */
function pairs(fitting: Fitting, length: number): ShownComparison[] | undefined {
  const holder = new Map<number, number>();
  for (let at = 0; at < length; at += 1)
    if (!take(fitting, at, { holder, tried: new Set() })) return undefined;
  const chosen = [...holder].map(([item, at]) => fitting[item]?.[at] ?? nothing);
  const left = fitting.filter((_, item) => !holder.has(item));
  const merged = left.map((row) => row.find((one) => one !== undefined));
  return merged.includes(undefined) ? undefined : [...chosen, ...merged.flatMap((one) => one ?? [])];
}

/** Finds an item for what is at `at`, moving others aside where they have another one. */
function take(
  fitting: Fitting,
  at: number,
  search: { holder: Map<number, number>; tried: Set<number> },
): boolean {
  for (const [item, row] of fitting.entries()) {
    if (row[at] === undefined || search.tried.has(item)) continue;
    search.tried.add(item);
    const held = search.holder.get(item);
    if (held !== undefined && !take(fitting, held, search)) continue;
    search.holder.set(item, at);
    return true;
  }
  return false;
}

function joined(all: readonly ShownComparison[]): ShownComparison {
  return {
    differences: all.flatMap(({ differences }) => differences),
    fills: all.flatMap(({ fills }) => fills),
  };
}

function below(path: string, name: string): string {
  const step = /^[\w-]+$/.test(name) ? name : `[${JSON.stringify(name)}]`;
  return path === '' || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`;
}

/** A path as a schema has it. */
export function withoutIndexes(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '');
}
