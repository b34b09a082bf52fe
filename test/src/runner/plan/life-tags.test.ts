import type { PlanJson } from '../../../../src/domain/terraform/plan-json';
import type { StateFile } from '../../../../src/domain/terraform/state-file';
import { refuseUntagged, refuseUntaggedState, tagsUnknownIn } from '../../../../src/runner/plan/life-tags';

const life = '01JZ0000000000000000000001';
const ours = { 'idp:environment-id': life };

interface Change {
  actions?: string[];
  after?: Record<string, unknown> | null;
  unknown?: unknown;
  mode?: 'managed' | 'data';
}

const planOf = (changes: Record<string, Change>): PlanJson => ({
  terraform_version: '1.11.4',
  output_changes: {},
  resource_drift: [],
  relevant_attributes: [],
  checks: [],
  resource_changes: Object.entries(changes).map(([address, one]) => ({
    address,
    mode: one.mode ?? 'managed',
    type: 'aws_sqs_queue',
    name: 'q',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: { actions: one.actions ?? ['create'], after: one.after, after_unknown: one.unknown ?? {} },
  })),
});

it.each([
  ['it has none at all', { after: { tags_all: null } }],
  ['it has others alone', { after: { tags_all: { theirs: 'yes' } } }],
  ['it has that of another life', { after: { tags_all: { 'idp:environment-id': 'another' } } }],
  [
    'some others are not known yet',
    { after: { tags_all: { a: 'b' } }, unknown: { tags_all: { Name: true } } },
  ],
  ['it is changed', { actions: ['update'], after: { tags_all: {} } }],
  ['it is replaced', { actions: ['delete', 'create'], after: { tags_all: {} } }],
  ['it stays as it is', { actions: ['no-op'], after: { tags_all: {} } }],
])("refuses a planned resource without its life's tag by address: %s", (_why, change) => {
  const plan = planOf({
    'aws_sqs_queue.ok': { after: { tags_all: ours } },
    'module.m.aws_sqs_queue.q[0]': change,
  });

  expect(() => refuseUntagged(plan, life)).toThrow(
    /^module\.m\.aws_sqs_queue\.q\[0\] would go without the tag idp:environment-id/,
  );
});

it.each<[string, Change]>([
  ['what bears it beside others', { after: { tags_all: { a: 'b', ...ours } } }],
  ['a type that has no tags', { after: { name: 'x' } }],
  ['what goes', { actions: ['delete'], after: null }],
  ['what is forgotten', { actions: ['forget'], after: { tags_all: {} } }],
  ['what is only read', { mode: 'data', actions: ['read'], after: { tags_all: {} } }],
])('takes %s', (_what, change) => {
  const plan = planOf({ 'aws_sqs_queue.q': change });

  expect(() => refuseUntagged(plan, life)).not.toThrow();
  expect(tagsUnknownIn(plan, life)).toEqual([]);
});

it.each([
  ['all are unknown', { after: {}, unknown: { tags_all: true } }],
  ['this one is', { after: { tags_all: {} }, unknown: { tags_all: { 'idp:environment-id': true } } }],
])('leaves it to the apply where the tags are not known yet: %s', (_what, change) => {
  const plan = planOf({ 'aws_sqs_queue.q["a"]': change });

  expect(() => refuseUntagged(plan, life)).not.toThrow();
  expect(tagsUnknownIn(plan, life)).toEqual(['aws_sqs_queue.q["a"]']);
});

it('names after the apply what was made without the tag, of those that were not known', () => {
  const instance = (index_key: string | undefined, attributes: Record<string, unknown>) => ({
    ...(index_key !== undefined && { index_key }),
    schema_version: 0,
    attributes,
  });
  const resource = { mode: 'managed' as const, type: 'aws_sqs_queue', provider: 'aws' };
  const state: StateFile = {
    version: 4,
    serial: 1,
    lineage: 'x',
    outputs: {},
    resources: [
      { ...resource, name: 'known', instances: [instance(undefined, { tags_all: {} })] },
      {
        ...resource,
        module: 'module.m',
        name: 'q',
        instances: [instance('a', { tags_all: { a: 'b' } }), instance('b', { tags_all: ours })],
      },
    ],
  };
  const unknown = ['module.m.aws_sqs_queue.q["a"]', 'module.m.aws_sqs_queue.q["b"]'];

  const refusal = () => refuseUntaggedState(state, unknown, life);

  expect(refusal).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        class: 'configuration',
        addresses: ['module.m.aws_sqs_queue.q["a"]'],
      }),
    }),
  );
  expect(() => refuseUntaggedState(state, unknown.slice(1), life)).not.toThrow();
});
