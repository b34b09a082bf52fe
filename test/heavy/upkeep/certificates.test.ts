import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateList } from '../../../src/domain/environment/certificates/certificate-list';
import { signerFor } from '../../../src/emulators/front/signer';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import { selfSigned } from '../../support/cli/self-signed';
import { publishFiles } from '../../support/modules/publish-files';
import type { TestPlane } from '../../support/plane/plane';

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day + 3_600_000);

const manifest = {
  title: 'Edge',
  description: 'Certificates that were bought elsewhere.',
  version: '1.0.0',
  lease: { default: '1d', max: '30d', permanent: false },
  approval: 'auto',
  inputs: { type: 'object', additionalProperties: false, required: [], properties: {} },
  outputs: {},
  cost: [],
};

const main = ['site', 'api']
  .map(
    (name) => `
  resource "aws_acm_certificate" "${name}" {
    certificate_body = file("\${path.module}/${name}.pem")
    private_key      = file("\${path.module}/${name}.key")
  }`,
  )
  .join('\n');

const leasehold = `variable "leasehold" {
    type = object({ name = string, id = string, tags = map(string), permissions_boundary = optional(string) })
  }`;
/** Its provider, as that is locked. */
const other = 'test/fixtures/cases/A14/v1/templates/h14-group';

/** A template whose two certificates end after so many days and an hour. */
async function template(days: { site: number; api: number }): Promise<Map<string, Buffer>> {
  const [site, api] = [selfSigned('site.test', inDays(days.site)), selfSigned('api.test', inDays(days.api))];
  const files = {
    'template.yaml': JSON.stringify(manifest),
    'main.tf': `${leasehold}\n${main}\n`,
    'versions.tf': await readFile(join(other, 'versions.tf'), 'utf8'),
    '.terraform.lock.hcl': await readFile(join(other, '.terraform.lock.hcl'), 'utf8'),
    'site.pem': site.cert,
    'site.key': site.key,
    'api.pem': api.cert,
    'api.key': api.key,
  };
  return new Map(Object.entries(files).map(([path, text]) => [`templates/edge/${path}`, Buffer.from(text)]));
}

let on: TestPlane;
beforeAll(async () => {
  on = await openPlane({ services: ['acm'] });
  expect(await publishFiles(await template({ site: 29, api: 13 }), { hub: on.plane.hubUrl })).toEqual([]);
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
