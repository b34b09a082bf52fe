import { Redaction } from '../../../../src/domain/base/redaction';
import { PlanNotes } from '../../../../src/domain/environment/notes/plan-notes';
import { derivedOn } from '../../../../src/domain/resources/derived/derived-needs';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { namedImports } from '../../../../src/runner/plan/imports';
import { notesOf } from '../../../../src/runner/plan/plan-notes';
import { learnPlanSecrets, renderPlan } from '../../../../src/runner/plan/plan-reader';
import { ulidAt } from '../../../support/builders/ulids';

const at = '2026-01-01T00:00:00.000Z';
const resource = (address: string, change: object, more: object = {}) => ({
  address,
  mode: 'managed',
  type: 'aws_thing',
  name: 'x',
  provider_name: 'aws',
  change: { before: null, after: null, ...change },
  ...more,
});
const planOf = (parts: object) => parsePlan({ terraform_version: '1.11.4', ...parts });
const textsOf = (parts: object) => notesOf(planOf(parts), new Redaction())?.first.map(({ text }) => text);

describe('why an object is replaced', () => {
  const replaced = { actions: ['delete', 'create'], before: {}, after: {} };

  it.each<[string, unknown[][] | undefined, string]>([
    ['replace_because_cannot_update', [['ami']], 'ami cannot be changed in place'],
    [
      'replace_because_cannot_update',
      [
        ['block', 0, 'size'],
        ['tags', 'a.b'],
      ],
      'block[0].size, tags.a.b cannot be changed in place',
    ],
    ['replace_because_cannot_update', undefined, 'it cannot be changed in place'],
    ['replace_because_tainted', undefined, 'an earlier run left it incomplete'],
    ['replace_by_triggers', [], 'replace_triggered_by in its lifecycle'],
    ['replace_for_reasons_of_later', undefined, 'replace for reasons of later'],
  ])('is said of %s with %j', (action_reason, replace_paths, words) => {
    const change = { ...replaced, ...(replace_paths && { replace_paths }) };

    expect(textsOf({ resource_changes: [resource('a.b', change, { action_reason })] })).toEqual([
      `replaced, as ${words}`,
    ]);
  });

  it('is left out where Terraform gives none', () => {
    expect(textsOf({ resource_changes: [resource('a.b', replaced)] })).toEqual(['replaced']);
  });
});

describe('what a plan says of types that nobody recorded by hand', () => {
  const ofType = (type: string, actions: string[]) =>
    resource(`${type}.x`, { actions, before: {}, after: {} }, { type });
  const notes = (...resource_changes: object[]) =>
    notesOf(planOf({ resource_changes }), new Redaction())?.first.filter(({ kind }) => kind === 'derived');

  it('is from which day its permissions are derived, once for each type that it makes or changes', () => {
    const text = `its permissions are derived from the service authorization data of ${derivedOn}, not recorded by hand`;

    expect(
      notes(
        ofType('aws_sfn_activity', ['create']),
        ofType('aws_sfn_activity', ['update']),
        ofType('aws_vpc', ['create']),
        ofType('aws_kinesis_stream', ['delete']),
        ofType('aws_swf_domain', ['create']),
      ),
    ).toEqual([{ kind: 'derived', address: 'aws_sfn_activity', text }]);
  });
});

describe('what was changed outside', () => {
  const drifted = (address: string, before: object, after: object | null) =>
    resource(address, { actions: [after ? 'update' : 'delete'], before, after });

  it.each<[string, object, string[] | undefined]>([
    ['deleted', { resource_drift: [drifted('a.b', { n: 1 }, null)] }, ['deleted outside']],
    [
      'set back by the plan',
      {
        resource_drift: [drifted('a.b', { n: 1, m: 1 }, { n: 2, m: 2 })],
        resource_changes: [
          resource('a.b', { actions: ['update'], before: { n: 2, m: 2 }, after: { n: 1, m: 2 } }),
        ],
      },
      ['changed outside: n'],
    ],
    [
      'what others are made of',
      {
        resource_drift: [drifted('a.b', { arn: 'x' }, { arn: 'y' })],
        relevant_attributes: [{ resource: 'a.b', attribute: ['arn', 0] }],
      },
      ['changed outside: arn'],
    ],
    [
      'only filled in by AWS',
      {
        resource_drift: [drifted('a.b', { rules: [] }, { rules: ['made by another resource'] })],
        resource_changes: [resource('a.b', { actions: ['no-op'], before: {}, after: {} })],
        relevant_attributes: [{ resource: 'a.other', attribute: ['rules'] }],
      },
      undefined,
    ],
    [
      'moved alone',
      { resource_drift: [resource('a.b', { actions: ['no-op'], before: {}, after: {} })] },
      undefined,
    ],
  ])('is noted where it is %s', (_, parts, texts) => {
    expect(textsOf(parts)).toEqual(texts);
  });

  it('is in the plan itself, all of it, without a secret', () => {
    const drift = drifted('a.b', { word: 'first-secret-word' }, { word: 'other-secret-word' });
    Object.assign(drift.change, { before_sensitive: { word: true }, after_sensitive: { word: true } });
    const plan = planOf({ resource_drift: [drift, drifted('a.c', { n: 1 }, { n: 2 })] });
    const redaction = new Redaction();
    learnPlanSecrets(plan, redaction);

    const shown = renderPlan(plan, { run: ulidAt(at, 1), digest: 'd', at, redaction }).drift;

    expect(shown).toEqual([
      {
        address: 'a.b',
        action: 'update',
        changes: [{ attribute: 'word', before: '(sensitive)', after: '(sensitive)' }],
      },
      { address: 'a.c', action: 'update', changes: [{ attribute: 'n', before: 1, after: 2 }] },
    ]);
    expect(redaction.text('other-secret-word')).toBe('(sensitive)');
  });
});

describe('what is taken in', () => {
  it.each([
    ['left as it is', { actions: ['no-op'], before: {}, after: {} }],
    ['changed', { actions: ['update'], before: { a: 1 }, after: { a: 2 } }],
    ['replaced at once', { actions: ['create', 'delete'], before: { a: 1 }, after: { a: 2 } }],
  ])('is named for the approval where it is %s', (_, change) => {
    const plan = planOf({
      resource_changes: [resource('module.m["a.b"].aws_thing.x', { ...change, importing: { id: 'vpc-1' } })],
    });

    expect(namedImports(plan, new Redaction())).toEqual([
      { reason: 'imported', address: 'module.m["a.b"].aws_thing.x', why: 'it already exists (vpc-1)' },
    ]);
  });

  it('shows no secret in its id, and no id where none is known', () => {
    const redaction = new Redaction();
    redaction.learn('secret-of-eight');
    const importing = [{ id: 'name/secret-of-eight' }, {}];
    const plan = planOf({
      resource_changes: importing.map((one) => resource('a.b', { actions: ['no-op'], importing: one })),
    });

    expect(namedImports(plan, redaction).map(({ why }) => why)).toEqual([
      'it already exists (name/(sensitive))',
      'it already exists',
    ]);
  });
});

describe('notes in short', () => {
  it('are none of a plan that only makes, changes and deletes', () => {
    const changes = [
      resource('a.a', { actions: ['create'], after: {} }),
      resource('a.b', { actions: ['update'], before: {}, after: {} }),
      resource('a.c', { actions: ['delete'], before: {} }, { action_reason: 'delete_because_count_index' }),
      resource('a.d', { actions: ['no-op'], before: {}, after: {} }),
    ];

    expect(notesOf(planOf({ resource_changes: changes }), new Redaction())).toBeUndefined();
  });

  it('count all and keep the first ten of a kind, cut to their bounds, secrets taken out before', () => {
    const redaction = new Redaction();
    redaction.learn('x'.repeat(400));
    const after = `${'é'.repeat(50)}${'x'.repeat(400)}`;
    const outputs = Array.from({ length: 300 }, (_, at) => [
      `o${at}`,
      { actions: ['create'], before: null, after },
    ]);
    const moved = Array.from({ length: 12 }, (_, at) =>
      resource(`a.b["${'k'.repeat(400)}${at}"]`, { actions: ['no-op'] }, { previous_address: `a.c[${at}]` }),
    );

    const notes = notesOf(
      planOf({ output_changes: Object.fromEntries(outputs), resource_changes: moved }),
      redaction,
    );

    expect(PlanNotes.parse(notes).counts).toEqual({ move: 12, 'output-create': 300 });
    expect(notes?.first).toHaveLength(20);
    expect(notes?.first.at(-1)?.text).toBe(`"${'é'.repeat(50)}(sensitive)"`);
  });
});
