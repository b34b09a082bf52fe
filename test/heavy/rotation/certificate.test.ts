import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateList } from '../../../src/domain/environment/certificates/certificate-list';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { signerFor } from '../../../src/emulators/front/signer';
import { buckets, credentials, region } from '../../../src/local/hub';
import { createHubTap, type HubTap } from '../../faults/lab/hub-tap';
import { killRunner } from '../../faults/lab/kill-runner';
import { closedGate, type Gate } from '../../faults/lab/waiting';
import { openPlane } from '../../e2e/open-plane';
import { s3ClientFor } from '../../support/aws/hub-buckets';
import { certificateFor, type KeyAndCert } from '../../support/cli/self-signed';
import { publishFiles } from '../../support/modules/publish-files';
import type { TestPlane } from '../../support/plane/plane';
import { edgeTemplate } from '../../support/rotation/edge-template';

const address = 'aws_acm_certificate.site';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const root = { name: 'Root', ...certificateFor({ names: ['Root'], until: inDays(900) }) };
const old = certificateFor({ names: ['shop.test'], until: inDays(20) });
const next = certificateFor({ names: ['shop.test', '*.shop.test'], until: inDays(90), by: root });

/** Where the next import is stopped: before ACM hears of it, or before its answer. */
let stop: { at: 'before' | 'after'; reached: Gate } | undefined;
let tap: HubTap;
let on: TestPlane;
let s3: S3Client;
let arn: string;
let folder: string;

beforeAll(async () => {
  tap = createHubTap(async ({ caller, request }, forward) => {
    const isImport = request.headers['x-amz-target'] === 'CertificateManager.ImportCertificate';
    if (caller !== 'provisioner' || !isImport || !stop) return forward(request);
    const { at, reached } = stop;
    stop = undefined;
    if (at === 'after') await forward(request);
    reached.open();
    return null;
  });
  on = await openPlane({ services: ['acm'], through: tap.through });
  s3 = s3ClientFor(on.plane.hubUrl, { credentials });
  const hub = on.plane.hubUrl;
  expect(await publishFiles(await edgeTemplate({ site: old }), { hub })).toEqual([]);
  const made = await on.idp(['create', '-t', 'edge', '-n', 'edge', '--yes']);
  expect(made.code === 0 ? '' : made.stdout + made.stderr).toBe('');
  arn = (await listed()).arn;
  folder = await folderOf(next);
}, 240_000);
afterAll(async () => {
  s3.destroy();
  await tap.close();
});

/** Files as an authority hands them out. */
async function folderOf({ cert, key }: KeyAndCert): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'leasehold-certificate-'));
  await writeFile(join(path, 'cert.pem'), cert);
  await writeFile(join(path, 'privkey.pem'), key);
  await writeFile(join(path, 'chain.pem'), root.cert);
  return path;
}

const listed = async () => (await on.api.want<CertificateList>('GET /certificates')).certificates[0]!;
const replaceBy = (from: string, ...more: string[]) =>
  on.idp(['rotate', 'edge', '--certificate', address, '--from', from, ...more]);
const replace = (...more: string[]) => replaceBy(folder, ...more);
const bodyOf = (pem: string) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');

/** Whose certificate ACM has under the ARN. */
async function inUse(): Promise<string> {
  const { host: hostname } = new URL(on.plane.targetUrl);
  const body = JSON.stringify({ CertificateArn: arn });
  const target = 'CertificateManager.GetCertificate';
  const headers = { host: hostname, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const asked = { method: 'POST', protocol: 'http:', hostname, path: '/', headers, body };
  const signed = await signerFor(credentials, { region, service: 'acm' }).sign(asked);
  const answer = await fetch(on.plane.targetUrl, { method: 'POST', headers: signed.headers, body });
  const { Certificate } = (await answer.json()) as { Certificate: string };
  return bodyOf(Certificate) === bodyOf(old.cert)
    ? 'old'
    : bodyOf(Certificate) === bodyOf(next.cert)
      ? 'new'
      : '?';
}

/** Kills the run of a replacement where its import is stopped; what the environment is then. */
async function killedAt(at: 'before' | 'after'): Promise<EnvironmentView> {
  const reached = closedGate();
  stop = { at, reached };
  expect(await replace('--yes', '--no-wait')).toMatchObject({ code: 0 });
  await reached.opened;
  await killRunner('edge');
  return on.api.settled('edge');
}

const lost = { status: 'ready', lastRun: { kind: 'rotate', failure: { class: 'lost' } } };

describe('the replacement of an imported certificate', () => {
  it('is tried by a dry run, and refused for what does not cover the same names', async () => {
    expect(await replace('--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('to do') });
    const other = certificateFor({ names: ['other.test'], until: inDays(90), by: root });
    const refused = await replaceBy(await folderOf(other), '--yes');
    expect([refused.code, refused.stdout]).toEqual([7, expect.stringContaining('does not cover shop.test')]);
    expect(await inUse()).toBe('old');
  }, 120_000);

  it('that is killed before ACM has it leaves the old one in use', async () => {
    expect(await killedAt('before')).toMatchObject(lost);
    expect(await inUse()).toBe('old');
  }, 120_000);

  it('that is killed after ACM has it is done, and its repetition imports nothing again', async () => {
    expect(await killedAt('after')).toMatchObject(lost);
    expect(await inUse()).toBe('new');

    const again = await replace('--yes');

    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('(done before)')]);
    expect(await listed()).toMatchObject({ arn, level: 'fine' });
  }, 120_000);

  it('leaves nothing for Terraform to change, and no drift', async () => {
    await on.api.want('PATCH /environments/edge', { body: { version: '1.0.0', planOnly: true } });
    const { plan } = await on.api.until(
      'edge',
      ({ run }) => run?.phase === 'awaiting-approval' || run === undefined,
    );
    await on.api.want('POST /environments/edge/cancel');
    await on.api.settled('edge');
    expect(plan).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });

    const checked = await on.idp(['drift', 'check', 'edge']);
    expect([checked.code, checked.stdout]).toEqual([0, expect.anything()]);
    expect(await inUse()).toBe('new');
  }, 120_000);

  it('leaves its key nowhere: in no log, no record, no state and no upload', async () => {
    const { items } = await on.api.want<{ items: { id: string }[] }>('GET /environments/edge/runs');
    const logs = await Promise.all(items.map(({ id }) => on.api.want(`GET /runs/${id}/logs`)));
    const kept = await on.api.want('GET /environments/edge/events');
    const text = JSON.stringify([on.log, logs, kept]);
    expect(text).toContain(`Rotated ${address}`);
    for (const line of next.key.split('\n').slice(1, -2)) expect(text).not.toContain(line);

    const versions = await s3.send(
      new ListObjectVersionsCommand({ Bucket: buckets.state, Prefix: 'certificates/' }),
    );
    expect(versions.Versions ?? []).toEqual([]);
  });
});
