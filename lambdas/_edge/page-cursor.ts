import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/domain/base/canonical-json';
import { invalid } from '../../src/domain/base/errors';

const digestLength = 11;

/** The digest of a whole query: everything that is asked, but where the page begins and how long it is. */
export function queryDigest(operation: string, asked: Record<string, unknown>): string {
  const { cursor: _, limit: __, ...query } = asked;
  const text = canonicalJson([operation, query]);
  return createHash('sha256').update(text).digest('base64url').slice(0, digestLength);
}

/** A place in a list as a cursor of one query: with another filter it would be a place in another list. */
export function toCursorOf(query: string, place: string): string {
  return `${query}${place}`;
}

/** The place that a cursor of this query is; a cursor of any other, or of none, is an InvalidRequest. */
export function placeIn(query: string, cursor: string): string {
  if (cursor.startsWith(query)) return cursor.slice(digestLength);
  throw invalid('cursor', 'is not a cursor of this query; start again without it');
}
