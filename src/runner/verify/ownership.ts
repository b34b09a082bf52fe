import { createHash } from 'node:crypto';
import type { PlannedCreate } from '../../domain/environment/artifacts';
import { isTaggedAsMade } from '../../domain/resources/tagged-as-made';
import type { Instant } from '../../domain/base/time';
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

/**
 * Why an object that stands where AWS refused to make one is none of this life; undefined where an answer may have been lost
 * and it is. An object that is tagged in the call that makes it would bear this life's tag, and one that was there before
 * the life cannot be of it. `began` is when the life did, not the run: an earlier run may have made it.
 */
export function whyNotOurs(
  { type, tagged }: Pick<PlannedCreate, 'type' | 'tagged'>,
  attributes: Record<string, unknown>,
  began: Instant,
): string | undefined {
  if (tagged && isTaggedAsMade(type) && showsTags(attributes))
    return "its type is tagged when it is created, and it does not have this life's tag";
  const made = madeAt(attributes);
  if (made === undefined || made >= Date.parse(began)) return undefined;
  return `it was created at ${new Date(made).toISOString()}, before this life began`;
}

/** Attributes in which the provider shows when AWS made an object. */
const madeIn = [
  'create_date',
  'created_date',
  'creation_date',
  'created_at',
  'create_time',
  'creation_time',
  'created_time',
];

function madeAt(attributes: Record<string, unknown>): number | undefined {
  const texts = madeIn.map((name) => attributes[name]).filter((one) => typeof one === 'string');
  const moments = texts.filter((text) => /^\d{4}-\d\d-\d\dT/.test(text)).map((text) => Date.parse(text));
  return moments.find((moment) => !Number.isNaN(moment));
}

/** Whether the provider read its tags at all: of an object without any it shows none, but the attribute is there. */
function showsTags(attributes: Record<string, unknown>): boolean {
  return 'tags' in attributes || 'tags_all' in attributes;
}

/** Names made by the label module end in the first eight digits of the hash of the life's id; others may hold the id itself. */
function bearsLife(attributes: Record<string, unknown>, life: string): boolean {
  const marks = [createHash('sha256').update(life).digest('hex').slice(0, 8), life.toLowerCase()];
  const names = [attributes['id'], attributes['name'], attributes['arn']].filter(
    (one) => typeof one === 'string',
  );
  return names.some((name) => marks.some((mark) => name.toLowerCase().includes(mark)));
}
