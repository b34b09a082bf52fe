import {
  type CertificateFacts,
  whyNoReplacement,
} from '../../../../../src/domain/environment/rotation/judge-replacement';

const facts = (more: Partial<CertificateFacts> = {}): CertificateFacts => ({
  fingerprint: 'a',
  names: ['shop.test', 'www.shop.test'],
  ends: '2026-06-01T00:00:00.000Z',
  key: 'rsa 2048',
  ...more,
});
const next = (more: Partial<CertificateFacts> = {}) =>
  facts({ fingerprint: 'b', ends: '2026-09-01T00:00:00.000Z', ...more });
const why = (given: CertificateFacts, current = facts()) => whyNoReplacement(given, current);

it.each<[string, CertificateFacts, CertificateFacts]>([
  ['has the same names and ends later', next(), facts()],
  ['has more names', next({ names: ['shop.test', 'www.shop.test', 'new.test'] }), facts()],
  ['covers a name by a wildcard', next({ names: ['shop.test', '*.shop.test'] }), facts()],
  ['has the same wildcard', next({ names: ['*.shop.test'] }), facts({ names: ['*.shop.test'] })],
])('a certificate takes the place of another if it %s', (_, given, current) => {
  expect(why(given, current)).toBeUndefined();
});

it.each<[string, CertificateFacts, CertificateFacts, RegExp]>([
  ['lacks a name', next({ names: ['shop.test'] }), facts(), /does not cover www\.shop\.test,/],
  ['has a wildcard for the wrong label', next({ names: ['*.shop.test'] }), facts(), /cover shop\.test,/],
  [
    'has a wildcard for two labels',
    next({ names: ['*.test'] }),
    facts({ names: ['a.b.test'] }),
    /a\.b\.test/,
  ],
  [
    'has one name for a wildcard',
    next({ names: ['a.test'] }),
    facts({ names: ['*.test'] }),
    /cover \*\.test/,
  ],
  ['ends earlier', next({ ends: '2026-05-01T00:00:00.000Z' }), facts(), /2026-05-01, not after.*2026-06-01/],
  ['ends at the same time', next({ ends: facts().ends }), facts(), /not after the one in use/],
  ['has another size of key', next({ key: 'rsa 4096' }), facts(), /has rsa 2048, the new one rsa 4096/],
])('a certificate does not take the place of another if it %s', (_, given, current, reason) => {
  expect(why(given, current)).toMatch(reason);
});
