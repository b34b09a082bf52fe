import { derivedNeedsOf } from '../../domain/resources/derived/derived-needs';
import { need, type IamNeed } from '../../domain/resources/need';
import type { ResourceFacts } from '../../domain/resources/resource-facts';
import { factsOf, recordedTypes, recordsNeeds } from '../../domain/resources/types';
import type { ResourceChange } from '../../domain/terraform/plan-json';

/** What a role does with an object, in the order in which it is named to a person. */
export const steps = ['create', 'update', 'read', 'destroy'] as const;
export type Step = (typeof steps)[number];

/** What nothing is destroyed without: a receipt needs the word of the tagging API, and of EC2 about what was made just now. */
export const needsOfEveryReceipt: IamNeed[] = [
  need('tag')('*', 'GetResources'),
  need('ec2')('*', 'DescribeTags'),
];

type Recorded = ResourceFacts & Required<Pick<ResourceFacts, 'read' | 'create' | 'destroy'>>;

/** What each step with an object of a type needs, as recorded by hand or else as derived; undefined where neither is there. */
export function needsOf(type: string): Recorded | undefined {
  return recordsNeeds(type) ? (factsOf(type) as Recorded) : derivedNeedsOf(type);
}

/** The types of which it is recorded by hand what they need. */
export const knownTypes = recordedTypes.filter(recordsNeeds);

/** What a change needs, step by step: all that it does now, and all that the end of the environment will take. */
export function needsOfChange({ type, change }: ResourceChange): Record<Step, IamNeed[]> {
  const { create = [], read = [], destroy = [], ...rest } = needsOf(type) ?? {};
  const { actions } = change;
  return {
    create: actions.includes('create') ? create : [],
    update: actions.includes('update') ? updateNeeds(rest, change) : [],
    read,
    destroy: [...destroy, ...needsOfEveryReceipt],
  };
}

/** A change of nothing but tags takes the right to tag; any other takes the right to change, and both where both change. */
function updateNeeds(
  { update = [], retag = [] }: ResourceFacts,
  { before, after, after_unknown: unknown }: ResourceChange['change'],
): IamNeed[] {
  const names = Object.keys({ ...before, ...after, ...(unknown as object) });
  const changed = names.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  const ofTags = (name: string) => name === 'tags' || name === 'tags_all';
  return [...(changed.some((name) => !ofTags(name)) ? update : []), ...(changed.some(ofTags) ? retag : [])];
}
