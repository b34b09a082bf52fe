import { factsOf } from './types';

/**
 * Whether the call that makes an object of a type brings its tags, so that none of this life ever was without: AWS shows
 * `aws:RequestTag` to the policies of that very call. False where nothing is known of the type.
 */
export function isTaggedAsMade(type: string): boolean {
  const needs = factsOf(type)?.create ?? [];
  return needs.some(
    ({ tags, actions }) => tags === 'request' && actions.some((action) => /^Create(?!Tags$)/.test(action)),
  );
}
