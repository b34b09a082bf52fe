import { parseExact } from '../../../../../src/domain/base/exact-json';
import type { ExactJson } from '../../../../../src/domain/base/exact-json';
import {
  causesOf,
  type DriftedEnvironment,
  type DriftedObject,
} from '../../../../../src/domain/environment/drift/drift-causes';
import { ExpectedDrift, withoutExpected } from '../../../../../src/domain/environment/drift/expected-drift';

const now = '2026-01-02T00:00:00.000Z';
const change = (attribute: string, before: ExactJson, after: ExactJson) => ({ attribute, before, after });
const object = (address: string, changes: DriftedObject['changes'], more: Partial<DriftedObject> = {}) => ({
  address,
  type: 'aws_sqs_queue',
  isGone: false,
  changes,
  ...more,
});
const environment = (name: string, ...objects: DriftedObject[]): DriftedEnvironment => ({ name, objects });
const shorter = change('retention', 345600, 60);
const expected = (more: Partial<ExpectedDrift> = {}) =>
  ExpectedDrift.parse({
    environment: null,
    type: 'aws_sqs_queue',
    change: shorter,
    reason: 'a trial of support',
    by: 'kim',
    at: '2026-01-01T00:00:00.000Z',
    until: '2026-01-03T00:00:00.000Z',
    ...more,
  });

describe('the causes of drift', () => {
  it('are one row for the same change in many environments, with each address once', () => {
    const found = [
      environment('web', object('q.b', [shorter]), object('q.a', [shorter])),
      environment('api', object('q.a', [shorter])),
    ];
    expect(causesOf(found)).toEqual([
      {
        type: 'aws_sqs_queue',
        change: shorter,
        isHidden: false,
        environments: [
          { name: 'api', addresses: ['q.a'] },
          { name: 'web', addresses: ['q.a', 'q.b'] },
        ],
      },
    ]);
  });

  it.each<[string, DriftedObject]>([
    ['another value after', object('q.a', [change('retention', 345600, 61)])],
    ['another value before', object('q.a', [change('retention', 60, 60)])],
    ['a text of the same digits', object('q.a', [change('retention', 345600, '60')])],
    ['another attribute', object('q.a', [change('delay', 345600, 60)])],
    ['another type', object('q.a', [shorter], { type: 'aws_sns_topic' })],
    ['that it is gone', object('q.a', [], { isGone: true })],
  ])('are two rows where one is %s', (_, other) => {
    expect(causesOf([environment('a', object('q.a', [shorter])), environment('b', other)])).toHaveLength(2);
  });

  it('tell numbers apart that a float cannot', () => {
    const value = (digits: string) => object('q.a', [change('id', null, parseExact(digits) as ExactJson)]);
    const found = ['9007199254740993', '9007199254740992'].map((digits, at) =>
      environment(`e${String(at)}`, value(digits)),
    );
    expect(causesOf(found)).toHaveLength(2);
  });

  it('are one where only the order of keys differs', () => {
    const tags = [
      { a: '1', b: '2' },
      { b: '2', a: '1' },
    ].map((after, at) => environment(`e${String(at)}`, object('q.a', [change('tags', {}, after)])));
    expect(causesOf(tags)).toHaveLength(1);
  });

  it('stand widest first, in whatever order they were found', () => {
    const found = [
      environment('a', object('q.a', [shorter, change('delay', 0, 5)])),
      environment('b', object('q.a', [shorter])),
      environment('c', object('q.c', [], { isGone: true })),
    ];
    expect(causesOf(found).map((one) => one.change?.attribute)).toEqual(['retention', undefined, 'delay']);
    expect(causesOf(found.toReversed())).toEqual(causesOf(found));
  });
});

describe('drift that is expected', () => {
  const found = [environment('web', object('q.a', [shorter])), environment('api', object('q.a', [shorter]))];

  it('is left out everywhere, or in the one environment that is named', () => {
    expect(withoutExpected(found, [expected()], now)).toEqual([]);
    expect(withoutExpected(found, [expected({ environment: 'web' })], now)).toEqual([found[1]]);
  });

  it.each<[string, Partial<ExpectedDrift>]>([
    ['from its end on', { until: now }],
    ['before it begins', { at: '2026-01-02T00:00:00.001Z' }],
    ['of another value', { change: change('retention', 345600, 61) }],
    ['of objects that are gone', { change: null }],
    ['of another type', { type: 'aws_sns_topic' }],
  ])('is not left out %s', (_, more) => {
    expect(withoutExpected(found, [expected(more)], now)).toEqual(found);
  });

  it('leaves the other changes of the object', () => {
    const delay = change('delay', 0, 5);
    const both = [environment('web', object('q.a', [shorter, delay]))];
    expect(withoutExpected(both, [expected()], now)).toEqual([environment('web', object('q.a', [delay]))]);
  });

  it('keeps an object that is gone, and leaves it out where that is expected', () => {
    const gone = [environment('web', object('q.a', [], { isGone: true }))];
    expect(withoutExpected(gone, [expected()], now)).toEqual(gone);
    expect(withoutExpected(gone, [expected({ change: null })], now)).toEqual([]);
  });

  it.each<[string, ExactJson]>([
    ['a text', '(sensitive)'],
    ['part of a text', 'user:(sensitive)@host'],
    ['within a list of objects', [{ name: 'a', value: '(sensitive)' }]],
    ['a key', { '(sensitive)': 'a' }],
  ])('is never a secret: %s', (_, value) => {
    const secret = change('password', value, value);
    const hidden = [environment('web', object('q.a', [secret]))];
    expect(withoutExpected(hidden, [expected({ change: secret })], now)).toEqual(hidden);
    expect(causesOf(hidden)[0]?.isHidden).toBe(true);
  });
});
