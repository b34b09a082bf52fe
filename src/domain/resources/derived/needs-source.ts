import { recordsNeeds } from '../types';
import { derivedNeedsOf, derivedOn } from './derived-needs';

/** Where what a type needs is known from: facts by hand, the service authorization data, or nowhere. */
export type NeedsSource = 'recorded' | 'derived' | 'unknown';

export function needsSourceOf(type: string): NeedsSource {
  if (recordsNeeds(type)) return 'recorded';
  return derivedNeedsOf(type) === undefined ? 'unknown' : 'derived';
}

/** Those of the types whose needs are derived, each once. */
export function derivedAmong(types: readonly string[]): string[] {
  return [...new Set(types)].filter((type) => needsSourceOf(type) === 'derived').sort();
}

/** Says of which types the needs are derived, and from what; nothing where all are recorded by hand. */
export function derivedSentence(types: readonly string[]): string {
  const derived = derivedAmong(types);
  if (derived.length === 0) return '';
  return `The actions of ${derived.join(', ')} are derived from the service authorization data of ${derivedOn}, not recorded by hand (docs/templates.md#resource-types).`;
}
