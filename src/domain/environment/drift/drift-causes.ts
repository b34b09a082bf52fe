import type { AttributeChange } from '../artifacts';
import { canonicalJson } from '../../base/canonical-json';
import { holdsHidden } from './hidden-values';

/** An object that is not as its state says; `changes` are as a plan shows them, without a secret. */
export interface DriftedObject {
  address: string;
  type: string;
  isGone: boolean;
  changes: AttributeChange[];
}

/** What a check found in one environment. */
export interface DriftedEnvironment {
  name: string;
  objects: readonly DriftedObject[];
}

/** What happened to objects of a type; `change` is null where they are gone. `isHidden`: part of it is secret, so that it may differ between them. */
export interface Happening {
  type: string;
  change: AttributeChange | null;
  isHidden: boolean;
}

/** A SHA-256 in hexadecimal digits, as a Node process makes it. */
type Sha256 = (text: string) => string;

/** By what a cause is named: the same wherever it happened. */
export function causeIdOf(what: Happening, sha256: Sha256): string {
  return sha256(canonicalJson(what)).slice(0, 12);
}

/** The same happening wherever it was found: one row, as what made it is most often one thing. */
export interface DriftCause extends Happening {
  environments: { name: string; addresses: string[] }[];
}

interface Sighting {
  environment: string;
  address: string;
  what: Happening;
}

/** What was seen of one cause, or of one environment. */
type Group = [Sighting, ...Sighting[]];

/** One row for each cause, widest first; rows that are as wide are in the order of type and attribute. */
export function causesOf(found: readonly DriftedEnvironment[]): DriftCause[] {
  const groups = groupBy(found.flatMap(sightingsIn), ({ what }) => canonicalJson(what));
  return [...groups]
    .map(([key, sightings]) => ({ key, cause: causeOf(sightings) }))
    .sort(inOrder)
    .map(({ cause }) => cause);
}

/** What happened to an object: that it is gone, or each attribute that changed. */
export function happeningsOf({ type, isGone, changes }: DriftedObject): Happening[] {
  if (isGone) return [{ type, change: null, isHidden: false }];
  return changes.map((change) => ({ type, change, isHidden: holdsHidden(change) }));
}

function sightingsIn({ name, objects }: DriftedEnvironment): Sighting[] {
  return objects.flatMap((one) =>
    happeningsOf(one).map((what) => ({ environment: name, address: one.address, what })),
  );
}

function causeOf(sightings: Group): DriftCause {
  const [first] = sightings;
  const byName = groupBy(sightings, ({ environment }) => environment);
  const environments = [...byName].map(([name, own]) => ({
    name,
    addresses: [...new Set(own.map(({ address }) => address))].sort(),
  }));
  return { ...first.what, environments: environments.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function groupBy(sightings: readonly Sighting[], keyOf: (one: Sighting) => string): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const one of sightings) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

interface Keyed {
  key: string;
  cause: DriftCause;
}

function inOrder(a: Keyed, b: Keyed): number {
  const wider = b.cause.environments.length - a.cause.environments.length;
  if (wider !== 0) return wider;
  return placeOf(a) < placeOf(b) ? -1 : 1;
}

function placeOf({ key, cause: { type, change } }: Keyed): string {
  return canonicalJson([type, change?.attribute ?? '', key]);
}
