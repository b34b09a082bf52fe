import type { ResourceChange } from '../terraform/plan-json';
import { isAmong } from '../base/globs';
import { lost, madeOrChanged, valuesAt } from './planned-changes';
import type { PolicyRule } from './policy';
import type { Found, PolicyFacts } from './policy-facts';

type Check = (rule: PolicyRule, facts: PolicyFacts) => Found | undefined;
type ValueRule = NonNullable<PolicyRule['value']>;

/** Rules about the resources of a plan, each named by its address. */
export const resourceChecks = {
  losesData: ({ losesData = [] }, { changes, holdsData }) => {
    const losing = lost(changes).filter(
      ({ change, how }) => holdsData(change.type) && losesData.includes(how),
    );
    const value = losing.map(({ change, how }) => `${change.address} would be ${how}d`).join('; ');
    const fix = 'keep what it is made of, or move its data first';
    return summed(
      losing.map(({ change }) => change),
      { value, limit: 'what holds data stays', fix },
    );
  },
  types: ({ types = {} }, { changes }) => {
    const { allowed, denied } = types;
    const wrong = madeOrChanged(changes).filter(({ type }) =>
      allowed ? !isAmong(type, allowed) : isAmong(type, denied ?? []),
    );
    const value = [...new Set(wrong.map(({ type }) => type))].sort().join(', ');
    const limit = allowed ? `only ${allowed.join(', ')}` : `no ${(denied ?? []).join(', ')}`;
    return summed(wrong, { value, limit, fix: 'leave these resources out' });
  },
  value: ({ value: limits }, { changes }) => {
    if (!limits) return undefined;
    const wrong = madeOrChanged(changes).flatMap((change) => wrongValues(change, limits));
    const value = wrong
      .map(({ change, value: one }) => `${limits.attribute} of ${change.address} is ${one}`)
      .join('; ');
    const limit = `${limits.attribute} ${inWords(limits)}`;
    return summed(
      wrong.map(({ change }) => change),
      { value, limit, fix: `set ${limit}` },
    );
  },
  tags: ({ tags }, { changes, early }) => {
    if (!tags) return undefined;
    const wrong = madeOrChanged(changes).flatMap((change) => missingTags(change, tags, !early));
    const value = wrong.map(({ change, names }) => `${change.address}: ${names.join(', ')}`).join('; ');
    const limit = Object.entries(tags.required)
      .map(([name, pattern]) => `${name} = /${pattern}/`)
      .join(', ');
    return summed(
      wrong.map(({ change }) => change),
      { value, limit: `tags ${limit}`, fix: 'set these tags in the template or its inputs' },
    );
  },
} satisfies Record<string, Check>;

function summed(wrong: readonly ResourceChange[], said: Omit<Found, 'addresses'>): Found | undefined {
  if (wrong.length === 0) return undefined;
  return { ...said, addresses: [...new Set(wrong.map(({ address }) => address))] };
}

function wrongValues(change: ResourceChange, limits: ValueRule): { change: ResourceChange; value: string }[] {
  if (!isAmong(change.type, [limits.type])) return [];
  return valuesAt(change, limits.attribute)
    .filter((value) => !fits(value, limits))
    .map((value) => ({ change, value: value === undefined ? 'known only after apply' : shown(value) }));
}

/** What is known only after apply fits nothing: a limit that it may be beyond is not kept. */
function fits(value: unknown, { allowed, denied, matches, most, least }: ValueRule): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value))
    return value.every((one) =>
      fits(one, { type: '', attribute: '', allowed, denied, matches, most, least }),
    );
  if (allowed) return allowed.some((one) => same(one, value));
  if (denied) return !denied.some((one) => same(one, value));
  if (matches !== undefined) return new RegExp(matches).test(textOf(value));
  const number = Number(value);
  return most === undefined ? number >= (least ?? 0) : number <= most;
}

/** Terraform has some numbers and truth values as texts. */
function same(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function inWords({ allowed, denied, matches, most, least }: ValueRule): string {
  if (allowed) return `to one of ${allowed.join(', ')}`;
  if (denied) return `to anything but ${denied.join(', ')}`;
  if (matches !== undefined) return `to what matches /${matches}/`;
  return most === undefined ? `to at least ${least}` : `to at most ${most}`;
}

/** A tag that is there with another value is wrong at once; one that is not there may be added by the provider, as a plan says. */
function missingTags(
  change: ResourceChange,
  { required, types }: NonNullable<PolicyRule['tags']>,
  areAllKnown: boolean,
): { change: ResourceChange; names: string[] }[] {
  if (types && !isAmong(change.type, types)) return [];
  const tags = tagsOf(change);
  if (tags === undefined) return [];
  const names = Object.entries(required).flatMap(([name, pattern]) =>
    (!areAllKnown && !(name in tags)) || new RegExp(`^(?:${pattern})$`).test(textOf(tags[name] ?? ''))
      ? []
      : [name],
  );
  return names.length > 0 ? [{ change, names }] : [];
}

/** With those that the provider adds to all; undefined for a type that takes none. */
function tagsOf({
  change: { after, after_unknown: unknown },
}: ResourceChange): Record<string, unknown> | undefined {
  const has = (name: string) =>
    !!after && (name in after || (typeof unknown === 'object' && unknown !== null && name in unknown));
  if (!has('tags_all') && !has('tags')) return undefined;
  return { ...recordIn(after?.['tags']), ...recordIn(after?.['tags_all']) };
}

function recordIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
