import { globalRegionOf, partitionOf } from '../../domain/resources/arn';
import type { IamNeed } from '../../domain/resources/need';
import type { Planned } from '../../domain/resources/planned-value';
import { isGlobal } from '../../domain/resources/global-services';
import type { NamedPlace } from './planned-arn';

/** Condition keys with their values, as policies see them in one call; the order of the keys is always the same. */
export type RequestContext = Record<string, string[]>;

/** What AWS tells policies of a call that does this to this object. */
export function contextOf(
  { service, on, tags, keys = {} }: IamNeed,
  planned: Planned,
  place: NamedPlace & { tags: Record<string, string> },
): RequestContext {
  const ofRequest = tags === 'request' || tags === 'both';
  const ofObject = on !== '*' && (tags === undefined || tags === 'both');
  const region = isGlobal(service) ? globalRegionOf(place.region) : place.region;
  return {
    'aws:RequestedRegion': [region],
    ...(ofObject ? tagsOfObject(service, place.tags) : {}),
    ...(ofRequest
      ? { ...tagKeys('aws:RequestTag', place.tags), 'aws:TagKeys': Object.keys(place.tags) }
      : {}),
    ...keysOf(keys, planned, { ...place, region }),
  };
}

/** Services that show policies the tags of an object under a key of their own, too (the Service Authorization Reference). */
const withOwnKey = new Set(['ec2', 'ecr', 'ecs', 'elasticloadbalancing', 'secretsmanager']);

function tagsOfObject(service: string, tags: Record<string, string>): RequestContext {
  const own = withOwnKey.has(service) ? tagKeys(`${service}:ResourceTag`, tags) : {};
  return { ...tagKeys('aws:ResourceTag', tags), ...own };
}

function tagKeys(key: string, tags: Record<string, string>): RequestContext {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${key}/${name}`, [value]]));
}

function keysOf(
  keys: NonNullable<IamNeed['keys']>,
  planned: Planned,
  { region, account, namePrefix: prefix }: NamedPlace,
): RequestContext {
  const known: Record<string, string> = { partition: partitionOf(region), region, account, prefix };
  const entries = Object.entries(keys).flatMap(([key, given]): [string, string[]][] => {
    const value =
      typeof given === 'string'
        ? given.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '')
        : given(planned);
    return value === undefined ? [] : [[key, [value]]];
  });
  return Object.fromEntries(entries);
}
