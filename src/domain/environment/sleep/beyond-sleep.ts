import { canonicalJson } from '../../base/canonical-json';
import type { SleepRule } from '../../template/sleep-rules';
import { configAddress } from '../../terraform/address';
import type { PlanJson, ResourceChange } from '../../terraform/plan-json';
import type { Transition } from './sleep-state';

/** What a plan of sleep does that its template does not declare for it, as a half-sentence. */
export interface BeyondSleep {
  address: string;
  why: string;
}

/** What of a plan no approval of the life covers; nothing where it only does what its template declares for sleep. */
export function beyondSleep(
  { resource_changes }: Pick<PlanJson, 'resource_changes'>,
  rules: readonly SleepRule[],
  to: Transition,
): BeyondSleep[] {
  return resource_changes.filter(doesSomething).flatMap((change) => {
    const own = rules.filter(({ address }) => address === configAddress(change.address));
    const why = own.length === 0 ? undeclared : whyBeyond(change, own, to);
    return why === undefined ? [] : [{ address: change.address, why }];
  });
}

const undeclared = 'the template does not declare it for sleep';

/** A move writes the state only, but says that the configuration is another than the one that was approved. */
function doesSomething({ mode, change, previous_address: from }: ResourceChange): boolean {
  if (mode !== 'managed') return false;
  return change.actions.join() !== 'no-op' || from !== undefined || !!change.importing;
}

function whyBeyond(
  { change, deposed, previous_address: from }: ResourceChange,
  rules: readonly SleepRule[],
  to: Transition,
): string | undefined {
  if (deposed !== undefined) return 'an object that a replacement left behind would be deleted';
  if (from !== undefined || change.importing) return 'it would be moved or imported';
  const action = change.actions.join(' and ');
  const allowed = rules.flatMap(({ exists }) => (exists ? [actionFor(exists, to)] : []));
  const attributes = Object.assign({}, ...rules.map((rule) => rule.attributes ?? {})) as Values;
  if (allowed.includes(action)) return whyMade(change, attributes, action);
  if (action !== 'update' || Object.keys(attributes).length === 0) return `it would be ${words(action)}`;
  return whyUpdated(change, attributes, to);
}

type Values = NonNullable<SleepRule['attributes']>;

/** What there is only awake goes when it falls asleep. */
function actionFor(exists: 'awake' | 'asleep', to: Transition): string {
  return (exists === 'awake') === (to === 'wake') ? 'create' : 'delete';
}

function words(action: string): string {
  const past: Record<string, string> = {
    create: 'created',
    update: 'changed',
    delete: 'deleted',
    forget: 'forgotten',
  };
  return past[action] ?? (action.includes(' and ') ? 'replaced' : action);
}

/** What comes asleep comes with its declared values. */
function whyMade(change: ResourceChange['change'], declared: Values, action: string): string | undefined {
  return action === 'create' ? whyOther(change, declared) : undefined;
}

function whyUpdated(change: ResourceChange['change'], declared: Values, to: Transition): string | undefined {
  const names = changedIn(change);
  const other = names.filter((name) => !Object.hasOwn(declared, name));
  if (other.length > 0) return `${other.join(', ')} would change`;
  return to === 'sleep' ? whyOther(change, declared, names) : undefined;
}

function whyOther(
  { after }: ResourceChange['change'],
  declared: Values,
  names: readonly string[] = Object.keys(declared),
): string | undefined {
  const wrong = names.find((name) => !same(after?.[name], declared[name]));
  return wrong === undefined
    ? undefined
    : `${wrong} would not become ${JSON.stringify(declared[wrong])}, as the template declares`;
}

/** Attributes that get another value, or one that is not known yet. */
function changedIn({ before, after, after_unknown: unknown }: ResourceChange['change']): string[] {
  const doubtful = unknownNames(unknown);
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...doubtful]);
  return [...names].filter((name) => doubtful.includes(name) || !same(before?.[name], after?.[name])).sort();
}

function unknownNames(unknown: unknown): string[] {
  if (typeof unknown !== 'object' || unknown === null) return [];
  return Object.entries(unknown).flatMap(([name, value]) => (hasTrue(value) ? [name] : []));
}

function hasTrue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true;
  return Object.values(value).some(hasTrue);
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}
