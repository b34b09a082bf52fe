import { partitionOf } from './arn';
import type { Value } from './planned-value';

/** Where a planned object would be, for ids that name it in full. */
export interface Place {
  region: string;
  /** Undefined while it is not known. */
  account: string | undefined;
  endpoint: string | undefined;
}

/** Attributes by which the provider can read an object; undefined when too little is known. */
export type Seed = (value: Value, place: Place) => Record<string, string> | undefined;

/**
 * How an object of a type can be found before any state knows it.
 * `parent`: the attribute that names what it lives in; it cannot outlive a parent of this life.
 * `seed`: its id, computed.
 */
export interface Identity {
  parent?: string;
  seed?: Seed;
  /** The attribute whose value is the id in a state, where the provider also reads it by another. */
  idIs?: string;
  /** The attribute that distinguishes two objects whose ids may be equal. */
  toldApartBy?: 'arn';
  /** Whether the computed id holds the account's number. */
  holdsAccount?: true;
}

/** AWS makes up its id, so that only its tags say what it is. */
export const foundByTags: Identity = {};

/** Its id is one attribute's value. */
export const idFrom = (attribute: string): Identity => ({
  seed: (value) => whole({ id: value(attribute), [attribute]: value(attribute) }),
});

/** It lives in what `parent` names; with `seed` it can be looked up by itself. */
export const childOf = (parent: string, seed?: Seed): Identity => (seed ? { parent, seed } : { parent });

/** It is a setting of what `parent` names, and nothing by itself. */
export const settingOf = (parent: string): Identity => ({ parent });

/** Its id is an ARN in the region and the account; `global` where the service has no region. */
export const arnIn =
  (service: string, resource: (value: Value) => string | undefined, global = false): Seed =>
  (value, { region, account }) => {
    const name = resource(value);
    const arn = `arn:${partitionOf(region)}:${service}:${global ? '' : region}:${account}:${name}`;
    return name === undefined || account === undefined ? undefined : { id: arn, arn };
  };

/** The attributes, if all of them are known. */
export function whole(attributes: Record<string, string | undefined>): Record<string, string> | undefined {
  const entries = Object.entries(attributes);
  return entries.every((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    ? Object.fromEntries(entries)
    : undefined;
}
