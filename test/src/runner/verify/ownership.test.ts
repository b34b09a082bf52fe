import { createHash } from 'node:crypto';
import { ownershipOf } from '../../../../src/runner/verify/ownership';

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
