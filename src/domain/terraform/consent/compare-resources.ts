import { producedBy } from './compare-inputs';
import { compareShown, withoutIndexes } from './compare-shown';
import { documentsCovered } from './covered-documents';
import { isKnownSet } from './guards';
import { type Evidence, refusedFill } from './judge-fill';
import type { ShownPlan, ShownResource } from './shown-plan';
import { fieldsOf, inWords, isSame, type Shown } from './shown-value';
import { anotherValue, type Uncovered } from './uncovered';

/** Two plans of one component, the later of which is held against the earlier. */
export interface PlanPair {
  shown: ShownPlan;
  exact: ShownPlan;
  /** Whether an attribute of a type is a set, as the provider's schema says; what is not known to be one is a list. */
  isSet?: ((type: string, path: string) => boolean) | undefined;
}

const absent: Shown = { is: 'known', value: null };

/** What is done to resources otherwise than was shown, and what of them is filled in that a yes does not cover. */
export function uncoveredResources(plans: PlanPair): Uncovered[] {
  const shown = new Map(plans.shown.resources.map((one) => [keyOf(one), one]));
  const now = new Map(plans.exact.resources.map((one) => [keyOf(one), one]));
  const evidence = {
    produced: producedBy(plans.shown.inputs, plans.exact.inputs),
    documents: documentsCovered(plans.shown, plans.exact),
  };
  const gone = [...shown].filter(([key, one]) => !now.has(key) && !mayFallAway(one));
  return [
    ...gone.map(([, one]) => actionsDiffer(one, one.actions.join(' and '), 'nothing')),
    ...[...now].flatMap(([key, one]) => uncoveredResource({ was: shown.get(key), one, plans, evidence })),
  ];
}

function keyOf({ address, deposed = '' }: ShownResource): string {
  return `${address} ${deposed}`;
}

/** What is read once it can be, and what leaves everything as it is. */
function mayFallAway({ mode, actions }: ShownResource): boolean {
  return mode === 'data' || isNothing(actions);
}

function isNothing(actions: readonly string[]): boolean {
  return actions.every((one) => one === 'no-op' || one === 'read');
}

function actionsDiffer({ address }: ShownResource, shown: string, now: string): Uncovered {
  return { address, attribute: null, shown, now, why: 'another action than was shown' };
}

interface Pair {
  was: ShownResource | undefined;
  one: ShownResource;
  plans: PlanPair;
  evidence: Omit<Evidence, 'outline'>;
}

function uncoveredResource({ was, one, plans, evidence }: Pair): Uncovered[] {
  const [shown, now] = [was?.actions.join(' and ') ?? 'nothing', one.actions.join(' and ')];
  const origin = uncoveredOrigin(was, one);
  if (origin.length > 0) return origin;
  if (now === 'no-op')
    return was === undefined || mayBecomeNothing(was) ? [] : [actionsDiffer(one, shown, now)];
  if (was === undefined || shown !== now) return [actionsDiffer(one, shown, now)];
  return [...uncoveredBefore(was, one), ...uncoveredAfter({ was, one, plans, evidence })];
}

/** A change in place that turns out to change nothing; what is made, deleted or replaced does not fall away. */
function mayBecomeNothing({ actions }: ShownResource): boolean {
  return isNothing(actions) || actions.join() === 'update';
}

/** An object that comes from another address, or that exists already, was shown to. */
function uncoveredOrigin(was: ShownResource | undefined, one: ShownResource): Uncovered[] {
  const { address } = one;
  const origins = [
    {
      attribute: 'moved from',
      shown: was?.movedFrom,
      now: one.movedFrom,
      why: 'it comes from another address than was shown',
    },
    {
      attribute: 'imported',
      shown: was?.importedId,
      now: one.importedId,
      why: 'it imports another object than was shown',
    },
  ];
  return origins.flatMap(({ shown = 'nothing', now = 'nothing', ...origin }) =>
    shown === now ? [] : [{ address, ...origin, shown, now }],
  );
}

/** What changes must have been shown to change, and from the same value. */
function uncoveredBefore(was: ShownResource, one: ShownResource): Uncovered[] {
  const [before, after] = [fieldsOf(one.before), fieldsOf(one.after)];
  const [shownBefore, shownAfter] = [fieldsOf(was.before), fieldsOf(was.after)];
  if (!before || !after) return [];
  return [...after].flatMap(([name, value]) => {
    const [from, shownFrom] = [before.get(name) ?? absent, shownBefore?.get(name) ?? absent];
    const isChanged = value.is !== 'unknown' && !isSame(from, value);
    if (!isChanged || isSame(from, shownFrom)) return [];
    const shown = `${inWords(shownFrom)} -> ${inWords(shownAfter?.get(name) ?? absent)}`;
    const now = `${inWords(from)} -> ${inWords(value)}`;
    return [
      { address: one.address, attribute: name, shown, now, why: 'it was changed since the plan was shown' },
    ];
  });
}

function uncoveredAfter({ was, one, plans, evidence }: Pair & { was: ShownResource }): Uncovered[] {
  const { address, type } = one;
  const isSet = (path: string) => isKnownSet(type, path) || (plans.isSet?.(type, path) ?? false);
  const { differences, fills } = compareShown(was.after, one.after, { path: '', isSet });
  const outlines = plans.shown.outlines.filter((outline) => outline.address === address);
  return [
    ...differences.map((found) => anotherValue(address, found.path, found)),
    ...fills.flatMap(({ path, now }) => {
      const outline = outlines.find(({ attribute }) => attribute === withoutIndexes(path))?.value;
      const before = valueAt(one.before, path);
      const why = refusedFill({ type, path, now, before }, { ...evidence, outline });
      return why === undefined
        ? []
        : [{ address, attribute: path, shown: '(known after apply)', now: inWords(now), why }];
    }),
  ];
}

/** The value at a path of attributes; of what lies in a list nothing can be said. */
function valueAt(shown: Shown, path: string): Shown {
  return fieldsOf(shown)?.get(path) ?? { is: 'unknown' };
}
