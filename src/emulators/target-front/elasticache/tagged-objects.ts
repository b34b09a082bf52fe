import { documentIn, type Kept } from '../kept/document';
import type { Tagged, TaggedSource } from '../kept/tagged-documents';
import { arnOf, type CacheMemory, keyIn } from './memory';

/** Every object of ElastiCache that is kept here. */
export function cacheObjects(account: string, memory: CacheMemory): TaggedSource {
  return ({ region }) => {
    const at = keyIn({ region }, '');
    const of = (kept: Kept, kind: string): Tagged[] =>
      [...kept]
        .filter(([key]) => key.startsWith(at))
        .map(([key, { tags }]) => ({
          arn: arnOf({ region, account }, kind, key.slice(at.length)),
          tags: documentIn(tags),
        }));
    return Promise.resolve([
      ...of(memory.clusters, 'cluster'),
      ...of(memory.replicationGroups, 'replicationgroup'),
      ...of(memory.subnetGroups, 'subnetgroup'),
      ...of(memory.parameterGroups, 'parametergroup'),
    ]);
  };
}
