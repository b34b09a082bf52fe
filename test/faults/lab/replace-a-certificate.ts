import { createHash } from 'node:crypto';
import { packCertificate } from '../../../src/bundle/certificate/pack-certificate';
import type { UploadView } from '../../../src/domain/api/responses';
import { day } from '../../../src/domain/base/time';
import { selfSigned } from '../../support/cli/self-signed';
import type { TestPlane } from '../../support/plane/plane';

/** Has an environment that holds no certificate replace one: what was uploaded is taken, read and removed, and nothing is imported. */
export async function replaceACertificate({ api }: TestPlane, name: string): Promise<void> {
  // The clock of the plane may be days ahead.
  const { cert, key } = selfSigned('shop.test', new Date(Date.now() + 365 * day));
  const body = JSON.stringify(packCertificate(`${cert}${key}`, Date.now()).pack);
  const digest = createHash('sha256').update(body).digest('hex');
  const place = { environment: name, digest, bytes: body.length };
  const { url, headers } = await api.want<UploadView>('POST /certificates', { body: place });
  const { ok } = await fetch(url, { method: 'PUT', headers, body });
  if (!ok) throw new Error('The certificate was not taken.');
  const certificate = { address: 'aws_acm_certificate.none', digest };
  await api.want(`POST /environments/${name}/rotate`, { body: { certificate } });
  const { lastRun } = await api.settled(name);
  if (lastRun?.failure?.reason.includes('no certificate of ACM') !== true)
    throw new Error(`The certificate was not read: ${JSON.stringify(lastRun)}`);
}
