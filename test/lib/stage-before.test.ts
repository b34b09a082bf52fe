import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/app';
import { identityOf, type StackDocument, type StackIdentity } from '../support/plane/stack-identity';
import { readBefore } from '../support/plane/stage-before';
import { stageOf } from '../support/plane/synthesized';

/** Resources that a stage has since, by logical id and with the reason; a new one is named here, a gone one nowhere. */
const addedSince: Record<string, string> = {
  ApilisttargetsCAC9A66B: 'the route GET /targets',
};

const registry = (name: string) => `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${name}`;
const imageRepositories = ['shop', 'blog'].map((name) => ({
  repository: `acme/${name}`,
  project: `${name}-images`,
  registry: registry(name),
}));
const everything = { runnerImage: 'baked' as const, imageRepositories };

type Stacks = Record<string, StackIdentity>;

const stages: Record<string, Record<string, StackDocument>> = {
  plain: documentsOf('dev', {}),
  full: documentsOf('prod', everything),
};

function documentsOf(stage: string, changes: Parameters<typeof stageOf>[2]): Record<string, StackDocument> {
  const stacks = Object.entries(stageOf(stage, createApp(), changes));
  return Object.fromEntries(
    stacks.map(([name, stack]) => [name, Template.fromStack(stack).toJSON() as StackDocument]),
  );
}

function withoutAdded({ resources, outputs }: StackIdentity): StackIdentity {
  const kept = Object.entries(resources).filter(([id]) => !(id in addedSince));
  return { resources: Object.fromEntries(kept), outputs };
}

const cases = Object.entries(readBefore<Record<string, Stacks>>('stacks.json')).flatMap(([stage, stacks]) =>
  Object.entries(stacks).map(([stack, before]): [string, string, StackIdentity] => [stage, stack, before]),
);

describe('a stage that runs', () => {
  it('has its stacks and no other', () => {
    const present = Object.entries(stages).flatMap(([stage, stacks]) =>
      Object.keys(stacks).map((stack) => [stage, stack]),
    );

    expect(present.sort()).toEqual(cases.map(([stage, stack]) => [stage, stack]).sort());
  });

  it.each(cases)('keeps ids, types, names and outputs: %s, %s', (stage, stack, before) => {
    const present = identityOf(stages[stage]?.[stack] ?? { Resources: {} });

    // As JSON, which knows no undefined.
    expect(JSON.parse(JSON.stringify(withoutAdded(present)))).toEqual(before);
  });

  it('keeps all that is kept for ever as it is', () => {
    expect(stages['plain']?.['stateful']?.Resources).toEqual(readBefore('stateful.json'));
  });

  it('has every resource that is named as added', () => {
    const ids = Object.values(stages).flatMap((stacks) =>
      Object.values(stacks).flatMap(({ Resources }) => Object.keys(Resources)),
    );

    expect(Object.keys(addedSince).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
