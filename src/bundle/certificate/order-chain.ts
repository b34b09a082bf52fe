import type { X509Certificate } from 'node:crypto';
import { DomainError } from '../../domain/base/errors';

/** Those that sign a certificate, the nearest first; one that none of the others signs ends the chain. CertificateUnfit where one is missing, or has no place. */
export function orderChain(own: X509Certificate, others: readonly X509Certificate[]): X509Certificate[] {
  const chain = signersOf(own, others);
  if (chain.length === 0 && !signs(own, own))
    throw unfit(`It was signed by '${nameOf(own.issuer)}', whose certificate is missing: add the chain.`);
  const stray = others.find((one) => !chain.includes(one));
  if (stray) throw unfit(`The certificate '${nameOf(stray.subject)}' has no place in its chain.`);
  return chain;
}

function signersOf(own: X509Certificate, others: readonly X509Certificate[]): X509Certificate[] {
  if (signs(own, own)) return [];
  const signer = others.find((one) => signs(one, own));
  if (!signer) return [];
  return [
    signer,
    ...signersOf(
      signer,
      others.filter((one) => one !== signer),
    ),
  ];
}

/** By name and by signature. */
function signs(issuer: X509Certificate, one: X509Certificate): boolean {
  return one.checkIssued(issuer) && one.verify(issuer.publicKey);
}

function nameOf(subject: string): string {
  return subject.split('\n').join(', ');
}

function unfit(why: string) {
  return new DomainError('CertificateUnfit', { why });
}
