import { configAddress, moduleOf } from '../../terraform/address';
import { type ResourceReference, originsOf } from '../../terraform/plan-references';
import { isKnown, isNothing, partAt } from './node';
import type { PlannedEstate, PlannedObject } from './planned-estate';

/** Objects that belong to another one: those that surely do, and those of which the plan does not say. */
export interface Joined {
  sure: PlannedObject[];
  maybe: PlannedObject[];
}

/** What a part is of: its type, and the attribute that names its owner. */
export interface PartOf {
  type: string;
  by: string;
}

/** Attributes by which others name an object. */
const names = ['id', 'arn', 'name', 'bucket', 'key_id', 'url', 'identifier'];

/** Objects of a type whose attribute `by` names `owner`, by its value or, before there is one, by what the template refers to. */
export function joinedTo(estate: PlannedEstate, owner: PlannedObject, { type, by }: PartOf): Joined {
  const all = estate
    .ofType(type)
    .map((one) => ({ one, belongs: belongsTo(estate, { part: one, by }, owner) }));
  const those = (how: Belongs) => all.filter(({ belongs }) => belongs === how).map(({ one }) => one);
  return { sure: those('yes'), maybe: those('maybe') };
}

/** What an attribute of an object takes its value from: objects of the plan, data sources too. */
export function sourcesIn(estate: PlannedEstate, object: PlannedObject, attribute: string): PlannedObject[] {
  if (!object.written) return [];
  const { scope, block } = object.written;
  const found = originsOf(scope, block, attribute).flatMap((one) => instancesOf(estate, one, object));
  return narrowed([...new Set(found)], object);
}

/** A part with the attribute that names its owner, and the parts on the way to it. */
interface Link {
  part: PlannedObject;
  by: string;
  seen?: readonly PlannedObject[];
}

type Belongs = 'yes' | 'no' | 'maybe';

function belongsTo(estate: PlannedEstate, link: Link, owner: PlannedObject): Belongs {
  const { part, by } = link;
  const named = partAt(part, by);
  if (isKnown(named) && !isNothing(named.value)) return isNamed(owner, named.value) ? 'yes' : 'no';
  const candidates = remembered(estate, link, owner.type);
  if (candidates === undefined) return 'maybe';
  if (!candidates.includes(owner)) return 'no';
  return candidates.length === 1 ? 'yes' : 'maybe';
}

function isNamed(owner: PlannedObject, value: unknown): boolean {
  return names.some((name) => {
    const own = partAt(owner, name);
    return isKnown(own) && own.value === value;
  });
}

type Candidates = PlannedObject[] | undefined;
const memory = new WeakMap<PlannedEstate, Map<string, Candidates>>();

/** Each part is asked for once for every object of a type. */
function remembered(estate: PlannedEstate, link: Link, type: string): Candidates {
  const known = memory.get(estate) ?? new Map<string, Candidates>();
  memory.set(estate, known);
  const key = [link.part.address, link.by, type].join(' ');
  if (!known.has(key)) known.set(key, candidatesOf(estate, link, type));
  return known.get(key);
}

/** The objects that the configuration can mean; undefined where it does not say which. */
function candidatesOf(estate: PlannedEstate, { part, by, seen = [] }: Link, type: string): Candidates {
  const [first = by] = by.split('.');
  if (!part.written || seen.includes(part)) return undefined;
  const references = originsOf(part.written.scope, part.written.block, first);
  const direct = references.flatMap((one) => instancesOf(estate, one, part));
  const owners = direct.filter((one) => one.mode === 'managed' && one.type === type);
  if (owners.length > 0) return narrowed(owners, part);
  // A part may be named after another part of the same owner: the policy of a bucket, whose id is the bucket's.
  const through = direct.flatMap(
    (one) => candidatesOf(estate, { part: one, by, seen: [...seen, part] }, type) ?? [],
  );
  if (through.length > 0) return narrowed([...new Set(through)], part);
  return references.length > 0 && direct.length > 0 ? [] : undefined;
}

/** The instances of a reference that stand in the same instances of modules, as far as both are in them. */
function instancesOf(
  estate: PlannedEstate,
  { address }: ResourceReference,
  part: PlannedObject,
): PlannedObject[] {
  const key = /\[(?:"(.*)"|(\d+))\]$/.exec(address);
  return estate
    .ofBlock(configAddress(address))
    .filter((one) => isInSameModules(one, part))
    .filter(({ index }) => !key || String(index) === (key[1] ?? key[2]));
}

function isInSameModules(one: PlannedObject, other: PlannedObject): boolean {
  const [ours, theirs] = [stepsOf(one), stepsOf(other)];
  const shared = Math.min(ours.length, theirs.length);
  for (let at = 0; at < shared; at++) {
    const [a = '', b = ''] = [ours[at], theirs[at]];
    if (configAddress(a) !== configAddress(b)) return true;
    if (a !== b) return false;
  }
  return true;
}

function stepsOf({ address }: PlannedObject): string[] {
  return moduleOf(address)
    .split(/\.?(?=module\.)/)
    .filter((step) => step !== '');
}

/** One instance for each key: the one of the same key is meant, where both have keys. */
function narrowed(owners: readonly PlannedObject[], { index }: PlannedObject): PlannedObject[] {
  const twin = owners.filter((one) => index !== null && one.index === index);
  return twin.length === 1 ? twin : [...owners];
}
