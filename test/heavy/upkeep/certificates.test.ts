import type { CertificateList } from '../../../src/domain/environment/certificates/certificate-list';
import { signerFor } from '../../../src/emulators/front/signer';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import { selfSigned } from '../../support/cli/self-signed';
import { publishFiles } from '../../support/modules/publish-files';
import type { TestPlane } from '../../support/plane/plane';
import { edgeTemplate } from '../../support/rotation/edge-template';

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day + 3_600_000);

let on: TestPlane;
beforeAll(async () => {
  on = await openPlane({ services: ['acm'] });
  const template = await edgeTemplate({
    site: selfSigned('site.test', inDays(29)),
    api: selfSigned('api.test', inDays(13)),
  });
  expect(await publishFiles(template, { hub: on.plane.hubUrl })).toEqual([]);
  const made = await on.idp(['create', '-t', 'edge', '-n', 'edge', '--yes']);
  expect(made.code === 0 ? '' : made.stdout + made.stderr).toBe('');
}, 240_000);

const list = () => on.api.want<CertificateList>('GET /certificates');
const levels = async () =>
  Object.fromEntries((await list()).certificates.map(({ name, level }) => [name, level]));

/** Another certificate under the ARN of one, as whoever renews it imports it. */
async function renew(arn: string, host: string): Promise<void> {
  const { cert, key } = selfSigned(host, inDays(90));
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const body = JSON.stringify({ CertificateArn: arn, Certificate: encoded(cert), PrivateKey: encoded(key) });
  const { host: hostname } = new URL(on.plane.targetUrl);
  const headers = {
    host: hostname,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'CertificateManager.ImportCertificate',
  };
  const asked = { method: 'POST', protocol: 'http:', hostname, path: '/', headers, body };
  const signed = await signerFor(credentials, { region, service: 'acm' }).sign(asked);
  const answer = await fetch(on.plane.targetUrl, { method: 'POST', headers: signed.headers, body });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(arn)]);
}

it('warns of a certificate that ends in 29 days, and fails for one that ends in 13', async () => {
  const shown = await on.idp(['certificates']);

  expect(await levels()).toEqual({ 'site.test': 'warning', 'api.test': 'critical' });
  expect(shown).toMatchObject({
    code: 7,
    stdout: expect.stringMatching(/api\.test.*critical[^]*site\.test.*warning/),
  });
  expect(shown.stdout).toContain('2 certificates: 1 within 14 days, 1 more within 30 days.');
});

it('says of which day an end is, and a check for drift reads it again after a renewal', async () => {
  const before = (await list()).certificates.find(({ name }) => name === 'api.test');
  await renew(before?.arn ?? '', 'api.test');
  expect(await levels()).toMatchObject({ 'api.test': 'critical' });

  expect(await on.idp(['drift', 'check', 'edge'])).toMatchObject({ code: 0 });

  const after = (await list()).certificates.find(({ name }) => name === 'api.test');
  expect(after).toMatchObject({ level: 'fine' });
  expect(Date.parse(after?.readAt ?? '')).toBeGreaterThan(Date.parse(before?.readAt ?? ''));
  expect(await on.idp(['certificates', 'edge'])).toMatchObject({ code: 0 });
}, 120_000);

it('tells people of it once', async () => {
  const { items } = await on.api.want<{ items: { type: string; data: object }[] }>(
    'GET /environments/edge/events',
  );

  expect(items.filter(({ type }) => type === 'CertificateEndsSoon').map(({ data }) => data)).toEqual([
    expect.objectContaining({ certificate: 'api.test', warning: 14, others: 1 }),
  ]);
});
