import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { DomainError } from '../../domain/base/errors';
import { instant } from '../../domain/base/time';
import type { CertificatePack } from '../../domain/environment/rotation/given-certificate';
import type { CertificateFacts } from '../../domain/environment/rotation/judge-replacement';
import { orderChain } from './order-chain';

/** A certificate that belongs together with its key and chain, and what is known of it. */
export interface PackedCertificate {
  pack: CertificatePack;
  facts: CertificateFacts;
}

interface Block {
  label: string;
  pem: string;
}

/**
 * Takes certificate, key and chain out of PEM texts, in whatever order they are. CertificateUnfit where they do not belong together, or are not
 * valid at `now` (milliseconds since 1970); no message has a part of the key.
 */
export function packCertificate(text: string, now: number): PackedCertificate {
  const blocks = blocksIn(text);
  const { pem: privateKey, key } = keyIn(blocks);
  const all = certificatesIn(blocks);
  const own = leafOf(all, key);
  const chain = orderChain(
    own,
    all.filter((one) => one !== own),
  );
  for (const one of [own, ...chain]) refuseInvalid(one, now);
  const pack = { certificate: pemOf(own), privateKey, chain: chain.map(pemOf).join('') };
  return { pack, facts: factsOf(own) };
}

/** What is known of a certificate, as PEM. CertificateUnfit where it is none. */
export function readFacts(pem: string): CertificateFacts {
  const [first] = certificatesIn(blocksIn(pem));
  if (first) return factsOf(first);
  throw unfit('There is no certificate.');
}

/** Text between blocks, such as what OpenSSL writes about them, is no part of any, and empty lines within one are left out, which OpenSSL refuses. */
function blocksIn(text: string): Block[] {
  const found = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g);
  return [...found].map(([pem, label = '']) => ({ label, pem: `${pem.replaceAll(/\s*\n\s*/g, '\n')}\n` }));
}

function keyIn(blocks: readonly Block[]): { pem: string; key: KeyObject } {
  const keys = new Map(blocks.filter(isKey).map((one) => [one.pem, one]));
  const [only] = keys.values();
  if (!only) throw unfit('There is no private key in PEM format.');
  if (keys.size > 1) throw unfit(`There are ${String(keys.size)} private keys, and one is needed.`);
  if (/ENCRYPTED/.test(only.pem))
    throw unfit("The private key is encrypted, and ACM takes no such key. Decrypt it with 'openssl pkey'.");
  return { pem: only.pem, key: keyOf(only.pem) };
}

const isKey = ({ label }: Block) => label.endsWith('PRIVATE KEY');

function keyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw unfit('The private key cannot be read.');
  }
}

/** Each once, however many files have it. */
function certificatesIn(blocks: readonly Block[]): X509Certificate[] {
  const read = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ pem }) => certificateOf(pem));
  return [...new Map(read.map((one) => [one.fingerprint256, one])).values()];
}

function certificateOf(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw unfit('A certificate cannot be read.');
  }
}

function leafOf(all: readonly X509Certificate[], key: KeyObject): X509Certificate {
  const own = all.filter((one) => one.checkPrivateKey(key));
  const [only] = own;
  if (!only) throw unfit('The private key belongs to no certificate that was given.');
  if (own.length === 1) return only;
  throw unfit(`The private key belongs to ${String(own.length)} certificates: give the new one only.`);
}

/** ACM imports only what is valid now. */
function refuseInvalid(one: X509Certificate, now: number): void {
  if (Date.parse(one.validTo) <= now)
    throw unfit(`The certificate of ${subjectOf(one)} ended on ${one.validTo}.`);
  if (Date.parse(one.validFrom) > now)
    throw unfit(`The certificate of ${subjectOf(one)} is not valid before ${one.validFrom}.`);
}

function factsOf(one: X509Certificate): CertificateFacts {
  const { fingerprint256: fingerprint, publicKey, validTo } = one;
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const key = `${publicKey.asymmetricKeyType ?? 'unknown'} ${String(modulusLength ?? namedCurve ?? '')}`;
  return { fingerprint, names: namesOf(one), ends: instant(Date.parse(validTo)), key };
}

/** Its alternative names; of a certificate without any, the one of its subject. */
function namesOf(one: X509Certificate): string[] {
  const names = (one.subjectAltName ?? '').split(', ').flatMap((entry) => {
    const name = /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1];
    return name === undefined ? [] : [name.toLowerCase()];
  });
  return names.length > 0 ? names : [subjectOf(one).toLowerCase()];
}

/** The common name where it has one. */
function subjectOf(one: X509Certificate): string {
  const lines = one.subject.split('\n');
  return lines.find((line) => line.startsWith('CN='))?.slice('CN='.length) ?? lines.join(', ');
}

function pemOf(one: X509Certificate): string {
  return one.toString();
}

function unfit(why: string) {
  return new DomainError('CertificateUnfit', { why });
}
