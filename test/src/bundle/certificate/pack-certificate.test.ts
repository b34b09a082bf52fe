import { createPrivateKey } from 'node:crypto';
import { packCertificate, readFacts } from '../../../../src/bundle/certificate/pack-certificate';
import { certificateFor, selfSigned } from '../../../support/cli/self-signed';

const day = 86_400_000;
const now = Date.now();
const inDays = (days: number) => new Date(now + days * day);

const root = { name: 'Root', ...certificateFor({ names: ['Root'], until: inDays(900) }) };
const middle = { name: 'Middle', ...certificateFor({ names: ['Middle'], until: inDays(800), by: root }) };
const site = certificateFor({ names: ['shop.test', '*.shop.test'], until: inDays(90), by: middle });
const packed = (...texts: string[]) => packCertificate(texts.join('\n'), now);
const begun = (pem: string) => pem.match(/-----BEGIN/g)?.length ?? 0;

describe('a certificate with key and chain', () => {
  it('is taken out of texts in any order, each part once, and its chain from the nearest on', () => {
    const noted = `Bag Attributes\n    friendlyName: site\n${site.key.replaceAll('\n', '\r\n\r\n')}`;
    const { pack, facts } = packed(root.cert, middle.cert, noted, site.cert, middle.cert);

    expect(readFacts(pack.certificate)).toEqual(facts);
    expect(facts).toMatchObject({ names: ['shop.test', '*.shop.test'], key: 'ec prime256v1' });
    expect(facts.ends.slice(0, 10)).toBe(inDays(90).toISOString().slice(0, 10));
    expect(pack.privateKey).toBe(site.key);
    expect(begun(pack.chain)).toBe(2);
    expect(readFacts(pack.chain).names).toEqual(['middle']);
  });

  it('needs no root, and none that signs where it signs itself', () => {
    expect(begun(packed(site.cert, site.key, middle.cert).pack.chain)).toBe(1);
    const own = selfSigned('own.test');
    expect(packed(own.cert, own.key).pack.chain).toBe('');
  });

  it('gives the same text for the same certificate', () => {
    expect(packed(site.key, middle.cert, site.cert).pack).toEqual(
      packed(site.cert, middle.cert, site.key).pack,
    );
  });
});

describe('a certificate cannot be imported', () => {
  const encrypted = createPrivateKey(site.key)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    .toString();
  const late = certificateFor({ names: ['late.test'], until: inDays(-1), since: inDays(-9) });
  const early = certificateFor({ names: ['early.test'], since: inDays(1), until: inDays(9) });
  const old = { name: 'Old', ...certificateFor({ names: ['Old'], until: inDays(-1), since: inDays(-9) }) };
  const ofOld = certificateFor({ names: ['shop.test'], until: inDays(9), by: old });
  const forged = certificateFor({ names: ['Middle'], until: inDays(9) });

  it.each<[string, string[], RegExp]>([
    ['without a key', [site.cert], /no private key/],
    ['without a certificate', [site.key], /belongs to no certificate/],
    ['with the key of another', [site.cert, middle.cert, root.key], /belongs to no certificate/],
    ['with two keys', [site.cert, site.key, root.key], /2 private keys/],
    ['with an encrypted key', [site.cert, middle.cert, encrypted], /openssl pkey/],
    ['that has ended', [late.cert, late.key], /late\.test ended on/],
    ['that is not valid yet', [early.cert, early.key], /not valid before/],
    ['without who signs it', [site.cert, site.key], /'CN=Middle', whose certificate is missing/],
    ['whose signer only has the name', [site.cert, site.key, forged.cert], /whose certificate is missing/],
    ['whose signer has ended', [ofOld.cert, ofOld.key, old.cert], /Old ended on/],
    [
      'with one that signs nothing of it',
      [site.cert, site.key, middle.cert, late.cert],
      /CN=late\.test' has no place/,
    ],
    [
      'with a text that is none',
      ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', site.key],
      /cannot be read/,
    ],
  ])('%s', (_, texts, why) => {
    expect(() => packed(...texts)).toThrow(why);
  });

  it('and no message has a part of the key', () => {
    const broken = site.key.replace(/\n.{8}/, '\n????????');
    const secret = broken.split('\n')[1] ?? '';
    const thrown = (() => {
      try {
        return packed(site.cert, broken);
      } catch (error) {
        return error as Error;
      }
    })();
    expect(thrown).toMatchObject({ code: 'CertificateUnfit', message: 'The private key cannot be read.' });
    expect(JSON.stringify(thrown)).not.toContain(secret.slice(8, 30));
  });
});
