import { createHash } from 'node:crypto';
import { lifeTag } from './planned-creates';
import { isRecord } from './probe/record';

/** Whose an object is that was found by a name: a name alone may be anybody's. */
export type Ownership = 'ours' | 'foreign' | 'unclear';

/**
 * Ours is what carries this life's tag, or a name that only this life can have given; foreign is what carries other
 * tags. What carries none is unclear: some services get the tags only after they have made the object.
 */
export function ownershipOf(attributes: Record<string, unknown>, life: string): Ownership {
  const tags = [attributes['tags_all'], attributes['tags']].filter(isRecord);
  if (tags.some((one) => one[lifeTag] === life)) return 'ours';
  if (tags.some((one) => Object.keys(one).length > 0)) return 'foreign';
  return bearsLife(attributes, life) ? 'ours' : 'unclear';
}

/** Names made by the label module end in the first eight digits of the hash of the life's id; others may hold the id itself. */
function bearsLife(attributes: Record<string, unknown>, life: string): boolean {
  const marks = [createHash('sha256').update(life).digest('hex').slice(0, 8), life.toLowerCase()];
  const names = [attributes['id'], attributes['name'], attributes['arn']].filter(
    (one) => typeof one === 'string',
  );
  return names.some((name) => marks.some((mark) => name.toLowerCase().includes(mark)));
}
