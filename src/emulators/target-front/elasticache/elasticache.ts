import { askerOf } from '../../authorize/ask';
import { type Answer, serviceOf } from '../../front/call';
import type { Correction } from '../correction';
import { type Document, type Kept, documentIn, retagged } from '../kept/document';
import { formOf, regionOf } from '../kept/routed';
import { clusterSteps } from './clusters';
import { groupSteps } from './groups';
import { type CacheCall, type CacheMemory, type CacheStep, keyIn, tagList, tagsGiven } from './memory';
import { resultOf } from './xml';

/**
 * Amazon ElastiCache: moto knows no members of replication groups and no parameter groups, and what is to be deleted there stays.
 * All of them are kept here; users and snapshots stay with moto.
 */
export function elasticache(account: string, memory: CacheMemory): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'elasticache',
    correct: async (call, forward) => {
      const form = formOf(call);
      const action = form.get('Action') ?? '';
      const region = regionOf(call);
      const step = steps[action];
      const asked = { action, form, region, account, memory, ask: askerOf(forward, region) };
      return (await step?.(asked)) ?? forward(call);
    },
  };
}

type TagStep = (call: CacheCall) => Promise<Answer> | Answer | undefined;

const steps: Record<string, CacheStep | TagStep> = {
  ...groupSteps,
  ...clusterSteps,
  ListTagsForResource: (call) => withTags(call, ({ tags }) => documentIn(tags)),
  AddTagsToResource: (call) => withTags(call, ({ tags }) => retagged(tags, tagsGiven(call.form))),
  RemoveTagsFromResource: (call) => withTags(call, ({ tags }) => retagged(tags, {}, keysIn(call.form))),
};

const keysIn = (form: URLSearchParams): string[] =>
  [...form].filter(([name]) => name.startsWith('TagKeys.')).map(([, key]) => key);

/** By what its ARN calls a kind. */
const kinds: Record<string, keyof CacheMemory> = {
  cluster: 'clusters',
  replicationgroup: 'replicationGroups',
  subnetgroup: 'subnetGroups',
  parametergroup: 'parameterGroups',
};

/** Writes the tags of an object that is kept here, and returns them; of any other moto is asked. */
function withTags(call: CacheCall, tagsOf: (found: Document) => Document): Answer | undefined {
  const [kind = '', id = ''] = (call.form.get('ResourceName') ?? '').split(':').slice(5);
  const kept: Kept | undefined = kinds[kind] && call.memory[kinds[kind]];
  const found = kept?.get(keyIn(call, id));
  if (!kept || !found) return undefined;
  const tags = tagsOf(found);
  kept.set(keyIn(call, id), { ...found, tags });
  return resultOf(call.action, tagList(tags));
}
