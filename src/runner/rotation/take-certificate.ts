import { createHash } from 'node:crypto';
import { packCertificate, type PackedCertificate } from '../../bundle/certificate/pack-certificate';
import { isDomainError } from '../../domain/base/errors';
import { type AskedCertificate, CertificatePack } from '../../domain/environment/rotation/given-certificate';
import { runFailure } from '../../domain/environment/run-failure';
import type { RunContext } from '../run-context';

/** A certificate that was uploaded for this run, and what removes it. */
export interface TakenCertificate {
  given: PackedCertificate;
  remove: () => Promise<void>;
}

/** Reads what was uploaded, and whether it belongs together: an upload is read, not believed. Throws (RunFailure) where it cannot be imported. */
export async function takeCertificate(
  { environment, states, persist, clock, log }: RunContext,
  { digest }: AskedCertificate,
): Promise<TakenCertificate> {
  const of = { name: environment.name, digest, by: environment.run?.requestedBy ?? '' };
  const found = await persist(() => states.readCertificate(of));
  if (!found) throw unusable('The certificate was not uploaded, or is older than a day.');
  const remove = () =>
    found.remove().catch(() => {
      log('The uploaded certificate could not be removed; it goes after a day.');
    });
  try {
    return { given: contentOf(found.body, { digest, now: Date.parse(clock()) }), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function contentOf(body: Uint8Array, { digest, now }: { digest: string; now: number }): PackedCertificate {
  if (createHash('sha256').update(body).digest('hex') !== digest)
    throw unusable('What was uploaded is not the certificate that was requested.');
  const pack = CertificatePack.safeParse(parsed(body));
  if (!pack.success) throw unusable('What was uploaded is not a certificate with its key.');
  const { certificate, privateKey, chain } = pack.data;
  try {
    return packCertificate(`${certificate}\n${privateKey}\n${chain}`, now);
  } catch (error) {
    if (isDomainError(error, 'CertificateUnfit')) throw unusable(error.message);
    throw error;
  }
}

/** What cannot be parsed is not quoted: it may have a key. */
function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function unusable(why: string) {
  return runFailure('configuration', `${why} The certificate in use stays as it is.`);
}
