import type { Lease } from '../../../../src/domain/lease';
import { environmentTags } from '../../../../src/domain/environment/tags';

const life = {
  name: 'foo',
  id: '01JD0000000000000000000000',
  template: 'api-database',
  owner: 'ada@example.com',
};

const lease: Lease = {
  startedAt: '2026-11-20T10:00:00.000Z',
  expiresAt: '2026-11-27T10:00:00.000Z',
  ttl: '7d',
  max: '30d',
  extensions: 0,
  warnedFor: null,
};

describe('environmentTags', () => {
  it('says what a resource belongs to, whose it is and when it ends', () => {
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
    const permanent: Lease = { ...lease, ttl: 'permanent', expiresAt: null };

    expect(environmentTags({ ...life, lease: permanent })).toMatchObject({
      'idp:ttl': 'permanent',
      'idp:expires-at': 'never',
    });
  });
});
