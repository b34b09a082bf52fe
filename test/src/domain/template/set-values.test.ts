import { fillSet, wrongPlaces } from '../../../../src/domain/template/set-values';

const leasehold = {
  name: 'demo',
  id: '01J0000000000000000000000A',
  tags: { team: 'shop' },
  permissions_boundary: 'arn:aws:iam::123456789012:policy/boundary',
  permanent: false,
  awake: true,
};

it.each([
  ['a name within a text', 'idp-${leasehold.name}-jobs', 'idp-demo-jobs'],
  ['several places', '${leasehold.name}/${leasehold.id}', 'demo/01J0000000000000000000000A'],
  ['a whole value of another type', '${leasehold.permanent}', false],
  ['tags', '${leasehold.tags}', { team: 'shop' }],
  [
    'a part of a list in an object',
    { services: [{ name: 'a-${leasehold.name}' }] },
    { services: [{ name: 'a-demo' }] },
  ],
  ['what is written with a second sign', '$${leasehold.name}', '${leasehold.name}'],
  ['what is of something else', 'arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/${aws:username}'],
  ['no text', [1, true, null], [1, true, null]],
])('fills %s', (_what, value, filled) => {
  expect(fillSet({ value }, leasehold)).toEqual({ value: filled });
  expect(wrongPlaces({ value })).toEqual([]);
});

it('is null where an environment has no such value', () => {
  const { permissions_boundary: _none, ...others } = leasehold;

  expect(fillSet({ arn: '${leasehold.permissions_boundary}' }, others)).toEqual({ arn: null });
});

it.each([
  [
    'a value that no environment has',
    { name: '${leasehold.owner}' },
    'set.name uses ${leasehold.owner}, which does not exist; available: name, id, tags, permissions_boundary, permanent, awake',
  ],
  [
    'a map within a text, however deep',
    { services: { web: ['all ${leasehold.tags}'] } },
    'set.services has ${leasehold.tags} within a text; it must be the whole value',
  ],
])('names %s', (_what, set, reason) => {
  expect(wrongPlaces(set)).toEqual([reason]);
});
