import { createHash } from 'node:crypto';
import { ownershipOf, whyNotOurs } from '../../../../src/runner/verify/ownership';

const life = '01JCQZ7W5S8M3V0K2N4B6D8F9G';
const mark = createHash('sha256').update(life).digest('hex').slice(0, 8);

describe('ownershipOf', () => {
  it.each([
    ['ours', 'it carries the tag of this life', { id: 'x', tags_all: { 'idp:environment-id': life } }],
    [
      'foreign',
      'it carries the tag of another life',
      { id: 'x', tags_all: { 'idp:environment-id': 'other' } },
    ],
    ['foreign', 'it carries tags of somebody else, whatever its name', { id: mark, tags: { team: 'b' } }],
    ['ours', 'only this life can have given the name', { id: `idp-foo-${mark}`, tags_all: {} }],
    ['unclear', 'it carries no tags and anybody could have given the name', { id: 'logs', tags_all: {} }],
    ['unclear', 'it takes no tags and anybody could have given the name', { id: 'logs' }],
  ])('calls an object %s when %s', (ownership, _why, attributes) => {
    expect(ownershipOf(attributes, life)).toBe(ownership);
  });
});

describe('whyNotOurs', () => {
  const began = '2026-01-01T00:00:00.000Z';
  const before = '2025-12-31T23:59:59Z';
  const untagged = { id: 'x', tags: null, tags_all: null };

  it.each([
    ['aws_cloudwatch_log_group', untagged],
    ['aws_iam_role', { ...untagged, create_date: '2026-01-01T00:00:05Z' }],
    ['aws_ecr_repository', { id: 'x', tags: {} }],
    ['aws_dynamodb_table', untagged],
  ])(
    'says of an object of %s without tags that the call which makes it would have tagged it',
    (type, attributes) => {
      expect(whyNotOurs({ type, tagged: true }, attributes, began)).toContain(
        "does not have this life's tag",
      );
    },
  );

  it.each([
    ['a type of which it is not known how it is tagged', { type: 'aws_stranger', tagged: true }, untagged],
    ['a type that is tagged by another call', { type: 'aws_default_security_group', tagged: true }, untagged],
    ['a plan without tags', { type: 'aws_iam_role', tagged: false }, untagged],
    ['tags that were not read', { type: 'aws_iam_role', tagged: true }, { id: 'x' }],
  ])('does not know with %s, unless the object is older than the life', (_with, create, attributes) => {
    const made = (create_date: string) => whyNotOurs(create, { ...attributes, create_date }, began);

    expect(whyNotOurs(create, attributes, began)).toBeUndefined();
    expect([made(began), made('2026-01-01T00:00:05Z'), made('yesterday'), made('1767225599')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(made(before)).toBe('it was created at 2025-12-31T23:59:59.000Z, before this life began');
  });
});
