import { startLease } from '../../../src/domain/lease';
import { environmentTags } from '../../../src/domain/tags';
import { instant } from '../../../src/domain/time';

const life = {
  name: 'foo',
  id: '01JD0000000000000000000000',
  template: 'api-database',
  owner: 'ada@example.com',
};
const now = instant('2026-11-20T10:00:00.000Z');

describe('environmentTags', () => {
  it('says what a resource belongs to, whose it is and when it ends', () => {
    const lease = startLease({ ttl: '7d' }, { default: '1d', max: '30d', permanent: false }, now);

    expect(environmentTags({ ...life, lease })).toEqual({
      'idp:managed': 'true',
      'idp:environment': 'foo',
      'idp:environment-id': '01JD0000000000000000000000',
      'idp:template': 'api-database',
      'idp:owner': 'ada@example.com',
      'idp:created-at': '2026-11-20T10:00:00.000Z',
      'idp:ttl': '7d',
      'idp:expires-at': '2026-11-27T10:00:00.000Z',
      'cost-center': 'engineering',
    });
  });

  it('says never of a permanent lease', () => {
    const lease = startLease({ permanent: true }, { default: '1d', max: '30d', permanent: true }, now);

    expect(environmentTags({ ...life, lease })).toMatchObject({
      'idp:ttl': 'permanent',
      'idp:expires-at': 'never',
    });
  });
});
