import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/app';
import {
  identityOf,
  type StackDocument,
  type StackIdentity,
  type StackResource,
} from '../support/plane/stack-identity';
import { readBefore } from '../support/plane/stage-before';
import { stageOf } from '../support/plane/synthesized';

/** Resources that a stage has since, by logical id and with the reason; a new one is named here, a gone one nowhere. */
const addedSince: Record<string, string> = {
  ApilisttargetsCAC9A66B: 'the route GET /targets',
  ProjectsBuildsRole57274D5E: 'the role of builds; that of runs keeps the name which targets trust',
};

const registry = (name: string) => `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${name}`;
const imageRepositories = ['shop', 'blog'].map((name) => ({
  repository: `acme/${name}`,
  project: `${name}-images`,
  registry: registry(name),
}));
/** A stage that is older than the names with the region says so, and keeps those that it has. */
const plainNames = { accountNames: 'plain' as const };
const everything = { ...plainNames, runnerImage: 'baked' as const, imageRepositories };

/** What its client may sign in with, which AWS took to be more where nothing was named. */
const namedFlows = { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] };

/** Kept as before, but where the creation itself fails; and groups with their pool. Neither replaces anything. */
function asKeptNow<Kept extends { Type?: unknown; DeletionPolicy?: unknown }>(
  resources: Record<string, Kept>,
): Record<string, Kept> {
  const present = Object.entries(resources).map(([id, resource]): [string, Kept] => {
    const isGroup = resource.Type === 'AWS::Cognito::UserPoolGroup';
    if (resource.DeletionPolicy !== 'Retain' && !isGroup) return [id, resource];
    const whole = 'Properties' in resource;
    const policies = {
      DeletionPolicy: 'RetainExceptOnCreate',
      ...(whole && { UpdateReplacePolicy: 'Retain' }),
    };
    return [id, { ...resource, ...policies }];
  });
  return Object.fromEntries(present);
}

type Stacks = Record<string, StackIdentity>;

const stages: Record<string, Record<string, StackDocument>> = {
  plain: documentsOf('dev', plainNames),
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
    expect(JSON.parse(JSON.stringify(withoutAdded(present)))).toEqual({
      ...before,
      resources: asKeptNow(before.resources),
    });
  });

  it('keeps all that is kept for ever as it is', () => {
    const before = asKeptNow(readBefore<Record<string, StackResource>>('stateful.json'));
    const clients = Object.entries(before).filter(([, { Type }]) => Type === 'AWS::Cognito::UserPoolClient');

    expect(stages['plain']?.['stateful']?.Resources).toEqual({
      ...before,
      ...Object.fromEntries(
        clients.map(([id, client]) => [
          id,
          { ...client, Properties: { ...client.Properties, ...namedFlows } },
        ]),
      ),
    });
  });

  it('has every resource that is named as added', () => {
    const ids = Object.values(stages).flatMap((stacks) =>
      Object.values(stacks).flatMap(({ Resources }) => Object.keys(Resources)),
    );

    expect(Object.keys(addedSince).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
