import { checkPattern, matchesPattern } from '../../../../src/emulators/events/pattern';
import type { EventPattern } from '../../../../src/emulators/events/pattern';

const event = {
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  resources: ['arn:a', 'arn:b'],
  detail: {
    'build-status': 'FAILED',
    count: 3,
    done: true,
    empty: null,
    tags: [],
    parts: [{ n: 1 }, { n: 2 }],
  },
};

describe('matchesPattern', () => {
  it.each<[boolean, EventPattern]>([
    [true, { source: ['aws.codebuild'] }],
    [false, { source: ['aws.states'] }],
    [true, { source: ['aws.states', 'aws.codebuild'], detail: { 'build-status': ['FAILED', 'STOPPED'] } }],
    [false, { source: ['aws.codebuild'], detail: { 'build-status': ['SUCCEEDED'] } }],
    [true, { resources: ['arn:b'] }],
    [true, { detail: { count: [3], done: [true], empty: [null] } }],
    [false, { detail: { count: ['3'] } }],
    [true, { source: [{ prefix: 'aws.' }] }],
    [false, { source: [{ prefix: 'leasehold' }] }],
    [false, { detail: { count: [{ prefix: '3' }] } }],
    [true, { source: [{ suffix: 'build' }] }],
    [true, { detail: { 'build-status': [{ 'anything-but': 'SUCCEEDED' }] } }],
    [false, { detail: { 'build-status': [{ 'anything-but': ['FAILED', 'SUCCEEDED'] }] } }],
    [false, { detail: { 'build-status': [{ 'anything-but': { prefix: 'FA' } }] } }],
    [false, { detail: { missing: [{ 'anything-but': 'x' }] } }],
    [true, { detail: { count: [{ exists: true }] } }],
    [false, { detail: { missing: [{ exists: true }] } }],
    [true, { detail: { missing: [{ exists: false }] } }],
    [false, { detail: { count: [{ exists: false }] } }],
    [true, { missing: { deeper: [{ exists: false }] } }],
    [false, { missing: { deeper: ['x'] } }],
    [true, { detail: { parts: { n: [2] } } }],
    [false, { detail: { parts: { n: [3] } } }],
    [false, { constructor: [{ exists: true }] }],
  ])('is %s for %j', (expected, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });
});

describe('checkPattern', () => {
  it.each<[string, unknown]>([
    ['pattern', {}],
    ['pattern.source', { source: [] }],
    ['pattern.source', { source: 'aws.states' }],
    ['pattern.detail.count', { detail: { count: [{ numeric: ['>', 1] }] } }],
    ['pattern.detail.count', { detail: { count: [{ prefix: 'a', suffix: 'b' }] } }],
  ])('refuses %s of %j', (place, pattern) => {
    expect(() => checkPattern(pattern as EventPattern)).toThrow(`${place}:`);
  });

  it('accepts every matcher that is served', () => {
    const pattern = {
      detail: {
        a: ['x', 1, null, { prefix: 'p' }, { suffix: 's' }, { exists: true }, { 'anything-but': ['y'] }],
      },
    };

    expect(() => checkPattern(pattern)).not.toThrow();
  });
});
