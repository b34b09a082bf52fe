import { createHash } from 'node:crypto';
import { parseExact } from '../../../../../src/domain/base/exact-json';
import type { ExactJson } from '../../../../../src/domain/base/exact-json';
import {
  causeIdOf,
  causesOf,
  type DriftCause,
  type DriftedEnvironment,
  type DriftedObject,
} from '../../../../../src/domain/environment/drift/drift-causes';

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

describe('a cause with a secret in it', () => {
  it.each<[string, ExactJson]>([
    ['a text', '(sensitive)'],
    ['part of a text', 'user:(sensitive)@host'],
    ['within a list of objects', [{ name: 'a', value: '(sensitive)' }]],
    ['a key', { '(sensitive)': 'a' }],
  ])('says so: %s', (_, value) => {
    const hidden = [environment('web', object('q.a', [change('password', value, value)]))];
    expect(causesOf(hidden)[0]?.isHidden).toBe(true);
  });
});

describe('the id of a cause', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const of = (...found: DriftedEnvironment[]) =>
    causesOf(found).map((cause) => causeIdOf(toHappening(cause), hash));
  const toHappening = ({ type, change: what, isHidden }: DriftCause) => ({ type, change: what, isHidden });

  it('is the same in every environment, and another for another value', () => {
    const [web] = of(environment('web', object('q.a', [shorter])));
    expect(web).toMatch(/^[0-9a-f]{12}$/);
    expect(of(environment('api', object('q.b', [shorter])))).toEqual([web]);
    expect(of(environment('api', object('q.b', [change('retention', 345600, 61)])))).not.toEqual([web]);
  });
});
