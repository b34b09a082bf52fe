import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { createKeyPair } from '../../../src/bundle/eject/seal';
import type { EjectedView } from '../../../src/domain/api/eject-requests';
import { stateFolder } from '../../../src/domain/environment/environment';
import type { ImageBuildView } from '../../../src/domain/image/image-build-view';
import { hour, minute, second } from '../../../src/domain/base/time';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { account, buckets, credentials, region } from '../../../src/local/hub';
import { machinePrefix } from '../../../src/local/hub-environment';
import { buildAStack } from './build-a-stack';
import { buildProcesses } from './build-processes';
import { replaceACertificate } from './replace-a-certificate';
import { comesTrue } from './waiting';
import { s3ClientFor } from '../../support/aws/hub-buckets';
import { ImageRegistry } from '../../support/aws/image-registry';
import { exportedDay, todayOf } from '../../support/plane/exported-day';
import { admin, type TestPlane } from '../../support/plane/plane';
import { PlaneApi } from '../../support/plane/plane-api';
import { teamBundle } from '../../support/terraform/team-bundle';
import type { BundleView, TemplateView, UploadView } from '../../../src/domain/api/responses';

/**
 * Lives as many lives as it takes for every part of the plane to do all that it can do. While builds are held, none
 * starts; `holdBuilds` answers how to let them go.
 */
export async function liveEveryWay(on: TestPlane, holdBuilds: () => () => void): Promise<void> {
  await lookAround(on);
  await publishForATeam(on);
  await buildAnImage(on);
  await giveUpBeforeAnyBuild(on, holdBuilds);
  await Promise.all([
    planApproveChangeAndDestroy(on),
    rejectAPlan(on),
    cancelAndRetry(on),
    adoptAState(on),
    destroyWhileApplying(on),
    loseARun(on),
    runImages(on),
    buildAStack(on),
  ]);
  await abortFromOutside(on);
  await stopASilentRun(on);
  await expire(on);
  await exportADay(on);
}

/** A minute and more of applying, so that what is done to it meanwhile comes in time on a slow machine too. */
const slow = { resources: 50, delay_seconds: 20 };

async function begin({ api }: TestPlane, name: string, more: object = {}): Promise<EnvironmentView> {
  return api.want('POST /environments', {
    body: { name, template: 'playground', ttl: '7d', inputs: { resources: 1 }, ...more },
    headers: { 'idempotency-key': `create.${name}` },
  });
}

async function beginSlowly(on: TestPlane, name: string): Promise<EnvironmentView> {
  await begin(on, name, { inputs: slow });
  return on.api.until(name, ({ run }) => run?.phase === 'applying' && (run.progress?.done ?? 0) > 0);
}

async function end({ api }: TestPlane, name: string): Promise<void> {
  const { status } = await api.want(`GET /environments/${name}`);
  if (status !== 'destroying' && status !== 'destroyed') await api.want(`DELETE /environments/${name}`);
  await api.until(name, (view) => view.status === 'destroyed');
}

async function lookAround(on: TestPlane): Promise<void> {
  const { api } = on;
  for (const route of [
    '/templates',
    '/templates/playground',
    '/environments',
    '/environments?owner=me',
    '/me',
  ])
    await api.want(`GET ${route}`);
  await api.want('POST /estimates', { body: { template: 'playground', ttl: '1d' } });
  await beRefused(on);
}

async function beRefused({ api, plane }: TestPlane): Promise<void> {
  const reader = new PlaneApi(plane.url, await plane.mint({ ...admin, roles: ['viewer'] }));
  await reader.ask('DELETE /environments/none');
  await api.want('GET /refusals');
}

/** The template of a team from its upload to its last version. */
async function publishForATeam({ api }: TestPlane): Promise<void> {
  const of = { team: 'shop', template: 'one' };
  const { digest, zip } = await teamBundle('shop/one');
  await api.ask('POST /templates', { body: { ...of, bundle: digest } });
  const { url, headers } = await api.want<UploadView>('POST /bundles', {
    body: { digest, bytes: zip.length },
  });
  const { ok } = await fetch(url, { method: 'PUT', headers, body: Buffer.from(zip) });
  if (!ok) throw new Error('The bundle was not taken.');
  const { bundle } = await api.want<TemplateView>('POST /templates', { body: { ...of, bundle: digest } });
  await api.want('POST /templates/shop/one/accept', { body: { version: '1.0.0' } });
  await (await fetch((await api.want<BundleView>(`GET /bundles/${bundle}`)).url)).arrayBuffer();
  const reason = 'The last test has seen it.';
  await api.want('POST /templates/shop/one/retire', { body: { version: '1.0.0', as: 'withdrawn', reason } });
}

/** A sweep that comes by before a build has claimed the run asks for its execution, and a destroy stops that. */
async function giveUpBeforeAnyBuild(on: TestPlane, holdBuilds: () => () => void): Promise<void> {
  const letGo = holdBuilds();
  await begin(on, 'early');
  await on.plane.clock.forward(2 * minute);
  await Promise.all([on.plane.sweep(), on.plane.sweep()]);
  await on.api.want('DELETE /environments/early');
  letGo();
  await end(on, 'early');
}

async function planApproveChangeAndDestroy(on: TestPlane): Promise<void> {
  const { api } = on;
  const first = await begin(on, 'whole', { planOnly: true });
  await api.ask('GET /environments/whole/outputs');
  await api.ask(`GET /runs/${first.run?.id}/plan`);
  const { plan, run } = await api.settled('whole');
  await api.want(`GET /runs/${run?.id}/plan`);
  await api.want(`GET /runs/${run?.id}/logs`);
  await api.ask('POST /environments', {
    body: { name: 'whole', template: 'playground', ttl: '1d' },
    headers: { 'idempotency-key': 'taken' },
  });
  await api.want('POST /environments/whole/approve', { body: { planDigest: plan?.digest } });
  const { id } = await api.settled('whole');
  await api.want('GET /environments/whole/outputs');
  await unlock(on, { name: 'whole', id });
  await eject(on, 'whole');
  await replaceACertificate(on, 'whole');
  await api.want('PATCH /environments/whole', { body: { inputs: { message: 'two' } } });
  await api.settled('whole');
  await api.want('POST /environments/whole/extend', { body: { ttl: '1d' } });
  for (const what of ['runs', 'events']) await api.want(`GET /environments/whole/${what}`);
  await end(on, 'whole');
  await api.life(id);
}

/** A copy that is sealed for a key, and fetched. */
async function eject({ api }: TestPlane, name: string): Promise<void> {
  const { key } = createKeyPair();
  await api.want(`POST /environments/${name}/eject`, { body: { key } });
  await api.until(name, ({ check }) => check === undefined);
  const { url, bytes } = await api.want<EjectedView>(`GET /environments/${name}/ejected`);
  const sealed = await (await fetch(url)).arrayBuffer();
  if (sealed.byteLength !== bytes) throw new Error('The sealed copy was not handed out.');
}

/** A lock that somebody's own Terraform left behind. */
async function unlock({ api, plane }: TestPlane, life: { name: string; id: string }): Promise<void> {
  const s3 = s3ClientFor(plane.hubUrl, { credentials });
  const Key = `${stateFolder(life)}/terraform.tfstate.tflock`;
  await s3.send(new PutObjectCommand({ Bucket: buckets.state, Key, Body: JSON.stringify({ ID: 'left' }) }));
  s3.destroy();
  await api.want(`GET /environments/${life.name}/lock`);
  await api.want(`POST /environments/${life.name}/unlock`, { body: { lockId: 'left' } });
}

/** A state of which nothing fits: its copy is taken and read, and nothing is applied. */
async function adoptAState(on: TestPlane): Promise<void> {
  const [name, body] = ['adopter', JSON.stringify(oldState)];
  const digest = createHash('sha256').update(body).digest('hex');
  const place = { environment: name, digest, bytes: body.length };
  const { url, headers } = await on.api.want<UploadView>('POST /states', { body: place });
  const { ok } = await fetch(url, { method: 'PUT', headers, body });
  if (!ok) throw new Error('The state was not taken.');
  await begin(on, name, { adopt: { state: digest, from: 'old.tfstate' } });
  await on.api.settled(name);
  await end(on, name);
}

const oldState = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 3,
  lineage: '2b1f5b0e-6c1d-4a52-8a0e-0f6c4a1d7e10',
  outputs: {},
  resources: [
    {
      mode: 'managed',
      type: 'terraform_data',
      name: 'old',
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [{ schema_version: 0, attributes: { id: 'old' } }],
    },
  ],
};

async function rejectAPlan(on: TestPlane): Promise<void> {
  await begin(on, 'unloved', { planOnly: true });
  const { plan } = await on.api.settled('unloved');
  await on.api.want('POST /environments/unloved/reject', { body: { planDigest: plan?.digest } });
  await end(on, 'unloved');
}

async function cancelAndRetry(on: TestPlane): Promise<void> {
  await beginSlowly(on, 'stopped');
  await on.api.want('POST /environments/stopped/cancel');
  await on.api.settled('stopped');
  await on.api.want('POST /environments/stopped/retry');
  await end(on, 'stopped');
}

async function destroyWhileApplying(on: TestPlane): Promise<void> {
  await beginSlowly(on, 'unwanted');
  await end(on, 'unwanted');
}

/** First one image, then another, of a repository that the plane knows. */
async function runImages(on: TestPlane): Promise<void> {
  const registry = new ImageRegistry(on.plane.hubUrl);
  for (const tag of ['v1', 'v2']) await registry.scan('shop', await registry.push('shop', tag));
  const named = (tag: string) => ({ resources: 1, message: `${ImageRegistry.registryOf('shop')}:${tag}` });
  await begin(on, 'containers', { inputs: named('v1') });
  await on.api.settled('containers');
  await on.api.want('PATCH /environments/containers', { body: { inputs: named('v2') } });
  await on.api.settled('containers');
  await end(on, 'containers');
}

async function buildAnImage({ api }: TestPlane): Promise<void> {
  const body = { repository: 'acme/shop', ref: 'main' };
  const { id } = await api.want<ImageBuildView>('POST /image-builds', { body });
  await comesTrue('the image of acme/shop', async () => {
    const { status } = await api.want<ImageBuildView>(`GET /image-builds/${id}`);
    return status === 'succeeded' || undefined;
  });
  await api.want('GET /image-builds');
}

/** All processes of a build are killed at once, so that it leaves no outcome. */
async function loseARun(on: TestPlane): Promise<void> {
  await beginSlowly(on, 'killed');
  for (const { pid } of await buildProcesses('killed')) process.kill(pid, 'SIGKILL');
  await on.api.until('killed', ({ status }) => status === 'failed');
  await end(on, 'killed');
}

/** Somebody stops an execution in the console. */
async function abortFromOutside(on: TestPlane): Promise<void> {
  const { run } = await beginSlowly(on, 'aborted');
  const client = new SFNClient({ endpoint: on.plane.workflowsUrl, region, credentials });
  const executionArn = `arn:aws:states:${region}:${account}:execution:${machinePrefix}provision-environment:${run?.id}`;
  await client.send(new StopExecutionCommand({ executionArn }));
  client.destroy();
  await on.api.until('aborted', ({ status }) => status === 'failed');
  await end(on, 'aborted');
}

async function stopASilentRun(on: TestPlane): Promise<void> {
  await beginSlowly(on, 'frozen');
  for (const { pid } of await buildProcesses('frozen')) process.kill(pid, 'SIGSTOP');
  await comesTrue('The end of the silent run', async () => {
    await on.plane.clock.forward(5 * second);
    await sleep(400);
    const { status } = await on.api.want('GET /environments/frozen');
    return status === 'failed' || undefined;
  });
  await end(on, 'frozen');
}

async function expire(on: TestPlane): Promise<void> {
  await begin(on, 'brief', { ttl: '1h' });
  await on.api.settled('brief');
  await on.plane.clock.forward(2 * hour);
  await on.api.until('brief', ({ status }) => status === 'destroyed');
}

/** A day that is over is exported by the sweep that comes then. */
async function exportADay(on: TestPlane): Promise<void> {
  const day = await todayOf(on);
  await on.plane.clock.forward(26 * hour);
  await exportedDay(on.plane, day);
}
