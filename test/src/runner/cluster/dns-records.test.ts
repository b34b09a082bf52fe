import { ownedIn, zonesIn } from '../../../../src/runner/cluster/dns-records';

const owned = (owner: string) =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/shop/web"`;
const set = (name: string, type: string, value: string) => ({ name, type, resource_records: [{ value }] });

it('finds the names that ExternalDNS of a cluster says are its own, and no others', () => {
  const attributes = {
    resource_record_sets: [
      set('a-web.example.com', 'TXT', owned('idp-shop')),
      set('a-mail.example.com', 'TXT', owned('mail-team')),
      set('other.example.com', 'TXT', owned('idp-shop-2')),
      set('text.example.com', 'TXT', '"external-dns/owner=idp-shop"'),
      { name: 'web.example.com', type: 'A', resource_records: null },
    ],
  };

  expect(ownedIn('Z1', attributes, new Set(['idp-shop', 'mail-team']))).toEqual([
    { name: 'a-web.example.com', zone: 'Z1' },
    { name: 'a-mail.example.com', zone: 'Z1' },
  ]);
});

it.each([
  ['of an account without a zone', { ids: null }, []],
  ['of one with a zone', { ids: ['Z1'] }, ['Z1']],
])('reads the zones %s', (_, attributes, ids) => {
  expect(zonesIn(attributes)).toEqual({ ids });
});

it('finds nothing in a zone without records', () => {
  expect(ownedIn('Z1', { resource_record_sets: null }, new Set(['idp-shop']))).toEqual([]);
});
