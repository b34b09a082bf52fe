import { factsOf } from '../../../domain/resources/types';

/** Whether the tagging API cannot show an object of this type: it takes no tags, or is never listed by them. */
export function isBlind(type: string, taggable: boolean): boolean {
  return !taggable || factsOf(type)?.tags === 'unlisted';
}
