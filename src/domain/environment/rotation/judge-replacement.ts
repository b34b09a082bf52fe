import type { Instant } from '../../base/time';

/** What of a certificate decides whether another one may take its place. */
export interface CertificateFacts {
  /** The SHA-256 of the whole certificate. */
  fingerprint: string;
  /** The names that it stands for, in lower case. */
  names: readonly string[];
  ends: Instant;
  /** Type and size of its key, such as `rsa 2048`. */
  key: string;
}

/** Why `next` must not take the place of `current`, whose users would be served it at once; undefined where it may. */
export function whyNoReplacement(next: CertificateFacts, current: CertificateFacts): string | undefined {
  const missing = current.names.filter((name) => !next.names.some((one) => covers(one, name)));
  if (missing.length > 0)
    return `The new certificate does not cover ${missing.join(', ')}, which the one in use does.`;
  if (next.ends <= current.ends)
    return `The new certificate ends on ${dayOf(next.ends)}, not after the one in use (${dayOf(current.ends)}).`;
  if (next.key !== current.key)
    return `ACM keeps the type and size of a key under one ARN: the one in use has ${current.key}, the new one ${next.key}.`;
  return undefined;
}

/** A wildcard stands for one label, and for itself. */
function covers(by: string, name: string): boolean {
  if (by === name) return true;
  const [first = '', ...rest] = name.split('.');
  return first !== '*' && rest.length > 0 && by === `*.${rest.join('.')}`;
}

function dayOf(at: Instant): string {
  return at.slice(0, 10);
}
