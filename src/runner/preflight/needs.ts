import { need, type IamNeed } from '../../domain/resources/need';
import type { ResourceFacts } from '../../domain/resources/resource-facts';
import { factsOf, recordedTypes } from '../../domain/resources/types';
import type { ResourceChange } from '../../domain/terraform/plan-json';

/** What a role does with an object, in the order in which it is named to a person. */
export const steps = ['create', 'update', 'read', 'destroy'] as const;
export type Step = (typeof steps)[number];

/** What nothing is destroyed without: a receipt needs the word of the tagging API, and of EC2 about what was made just now. */
export const needsOfEveryReceipt: IamNeed[] = [
  need('tag')('*', 'GetResources'),
  need('ec2')('*', 'DescribeTags'),
];

const recorded = ['read', 'create', 'destroy'] as const;
type Recorded = ResourceFacts & Required<Pick<ResourceFacts, (typeof recorded)[number]>>;

/** What each step with an object of a type needs; undefined for a type of which that is not recorded. */
export function needsOf(type: string): Recorded | undefined {
  const facts = factsOf(type);
  return facts && recorded.every((step) => facts[step] !== undefined) ? (facts as Recorded) : undefined;
}

/** The types of which it is recorded what they need. */
export const knownTypes = recordedTypes.filter((type) => needsOf(type) !== undefined);

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
