import type { AttributeChange } from '../../domain/environment/artifacts';
import { type ExactJson, isExactNumber } from '../../domain/base/exact-json';
import { canonicalJson } from '../../domain/base/canonical-json';
import type { Redaction } from '../../domain/base/redaction';
import type { DriftedObject } from '../../domain/environment/drift/drift-causes';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { driftOf, driftThatMatters } from './drift';
import { attributeChanges } from './masked-values';

/**
 * What an ordinary plan of what is applied would set back or make anew. What AWS filled in after the last apply is not among it, as no
 * configuration asks for anything else.
 */
export function driftedObjects(plan: PlanJson, redaction: Redaction): DriftedObject[] {
  const byAddress = new Map(driftOf(plan).map((one) => [one.address, one]));
  return driftThatMatters(plan).flatMap(({ address, isGone, attributes }): DriftedObject[] => {
    const found = byAddress.get(address);
    if (!found) return [];
    const { type, change } = found;
    if (isGone) return [{ address, type, isGone, changes: [] }];
    const counted = new Set(withoutCopies(attributes));
    const changes = attributeChanges(change, redaction).filter(({ attribute }) => counted.has(attribute));
    return [{ address, type, isGone, changes: changes.flatMap(splitMaps) }];
  });
}

/** The provider makes `tags_all` of `tags` and of what every object has, so the same change is in both. */
function withoutCopies(attributes: readonly string[]): string[] {
  return attributes.filter((name) => name !== 'tags_all' || !attributes.includes('tags'));
}

/** Of a map only the keys that differ: the others may be of this environment alone, and would make one cause two. */
function splitMaps(change: AttributeChange): AttributeChange[] {
  const { attribute, before, after } = change;
  if (!isMap(before) || !isMap(after)) return [change];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys
    .map((key) => ({
      attribute: `${attribute}.${key}`,
      before: before[key] ?? null,
      after: after[key] ?? null,
    }))
    .filter((one) => canonicalJson(one.before) !== canonicalJson(one.after))
    .flatMap(splitMaps);
}

function isMap(value: ExactJson): value is { [key: string]: ExactJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
