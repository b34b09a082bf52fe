import type { ResourceChange } from '../terraform/plan-json';

type Changes = readonly ResourceChange[] | undefined;

/** Managed objects that a plan makes, changes or takes in. */
export function madeOrChanged(changes: Changes): ResourceChange[] {
  return managed(changes).filter(
    ({ change: { actions, importing } }) =>
      actions.some((action) => action === 'create' || action === 'update') || !!importing,
  );
}

/** Managed objects that go, and whether others take their place. */
export function lost(changes: Changes): { change: ResourceChange; how: 'delete' | 'replace' }[] {
  return managed(changes)
    .filter(({ change }) => change.actions.includes('delete'))
    .map((change) => ({ change, how: change.change.actions.includes('create') ? 'replace' : 'delete' }));
}

/** The values that an attribute has after the plan, in all objects of a list; undefined stands for what is known only after apply. */
export function valuesAt(
  { change: { after, after_unknown: unknown } }: ResourceChange,
  path: string,
): unknown[] {
  return path
    .split('.')
    .reduce<Place[]>(
      (places, name) => places.flatMap((place) => below(place, name)),
      [{ value: after, unknown }],
    )
    .flatMap(({ value, unknown: doubt }) =>
      doubt === true ? [undefined] : (value ?? null) === null ? [] : [value],
    );
}

interface Place {
  value: unknown;
  unknown: unknown;
}

function below({ value, unknown }: Place, name: string): Place[] {
  if (unknown === true) return [{ value: undefined, unknown: true }];
  if (Array.isArray(value))
    return value.flatMap((one, index) =>
      below({ value: one, unknown: (unknown as unknown[] | undefined)?.[index] }, name),
    );
  if (typeof value !== 'object' || value === null) return [];
  const doubts = typeof unknown === 'object' && unknown !== null ? (unknown as Record<string, unknown>) : {};
  return [{ value: (value as Record<string, unknown>)[name], unknown: doubts[name] }];
}

function managed(changes: Changes): ResourceChange[] {
  return (changes ?? []).filter(({ mode }) => mode === 'managed');
}
