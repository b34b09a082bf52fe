import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { openUpstream } from '../../../src/emulators/front/upstream';
import { hasEnded } from '../../support/aws/has-ended';
import { seeded, shuffled } from '../../support/local/seeded';
import { StartedPlane } from '../../support/local/started-plane';

/** When a life is hit: its phase, and whether what is at work then is its provision or its destroy. */
type Moment = 'queued' | 'planning' | 'applying' | 'verifying' | 'destroying' | 'written';

/** So many kills at each moment; twenty in all. */
const plan: Record<Moment, number> = {
  queued: 3,
  planning: 4,
  applying: 4,
  verifying: 3,
  destroying: 4,
  written: 2,
};

/** How long after a moment was seen the plane is killed at most, in milliseconds: shorter than the moment lasts. */
const longestDelay: Record<Moment, number> = {
  queued: 30,
  planning: 150,
  applying: 1_500,
  verifying: 30,
  destroying: 1_500,
  written: 400,
};

const seed = Number(process.env['LEASEHOLD_SEED'] ?? Date.now() % 1_000_000);
const random = seeded(seed);
const minutes = 60_000;

let plane: StartedPlane;

beforeAll(async () => {
  plane = await StartedPlane.make(['terraform/templates/playground', 'terraform/templates/scheduled-worker']);
  await plane.start();
}, 5 * minutes);
afterAll(() => plane?.close());

/** A life that is hit once. */
interface Hit {
  name: string;
  id: string;
  moment: Moment;
  /** What it was at when the plane was killed, as it says itself. */
  found: string;
  retries: number;
}

const hits: Hit[] = [];

it(
  'loses nothing in twenty kills at random moments',
  async () => {
    const moments = Object.entries(plan).flatMap(([moment, times]) =>
      Array.from({ length: times }, () => moment as Moment),
    );
    for (const [nth, moment] of shuffled(moments, random).entries()) hits.push(await hit(moment, nth));

    const lines = hits.map((one) => `${one.name} ${one.moment}: ${one.found}, ${one.retries} retries`);
    console.log([`seed ${seed}`, ...lines].join('\n'));
    expect(hits).toHaveLength(20);
    expect(hits.filter(({ retries }) => retries > 1)).toEqual([]);
    for (const phase of ['queued', 'planning', 'applying', 'verifying', 'destroying'])
      expect([phase, hits.filter(({ found }) => found.includes(phase)).length >= 2]).toEqual([phase, true]);
  },
  30 * minutes,
);

it(
  'leaves nothing of them in either emulator once each is destroyed',
  async () => {
    const before = await taggedIn('target');
    expect(before.length).toBeGreaterThan(0);

    for (const { name } of hits) await plane.api().ask(`DELETE /environments/${name}`);
    for (const { name, id } of hits) expect((await settled(name, id)).status).toBe('destroyed');

    expect(await taggedIn('hub')).toEqual([]);
    const listed = await taggedIn('target');
    const ended = await Promise.all(listed.map((arn) => asked('target', (client) => hasEnded(arn, client))));
    expect(listed.filter((_, nth) => !ended[nth])).toEqual([]);
  },
  20 * minutes,
);

/** Lives through one kill at a moment, and one retry at most; the life is ready then, or has its receipt. */
async function hit(moment: Moment, nth: number): Promise<Hit> {
  const name = `life-${nth}`;
  const { id } = await create(name);
  const isDestroy = moment === 'destroying' || moment === 'verifying';
  if (isDestroy) {
    expect((await settled(name, id)).status).toBe('ready');
    await plane.api().want(`DELETE /environments/${name}`);
  }
  const acknowledged = await until(moment, name);
  const seen = await present(name);
  await plane.kill();
  await plane.start();

  // The same key still means the same life, also where the plane died before it answered.
  expect((await create(name)).id).toBe(id);
  const view = await present(name);
  expect(Date.parse(view.lease.expiresAt ?? '')).toBeGreaterThanOrEqual(acknowledged);
  const { end, retries } = await withOneRetry(name, id);
  expect([name, end.status]).toEqual([name, isDestroy ? 'destroyed' : 'ready']);
  if (isDestroy) expect(end.receipt).toBeDefined();
  return { name, id, moment, found: foundAs(seen), retries };
}

/** Every fifth makes something in the target. */
async function create(name: string): Promise<EnvironmentView> {
  const isCloud = Number(name.split('-')[1]) % 5 === 0;
  const playground = { template: 'playground', inputs: { delay_seconds: 3, destroy_delay_seconds: 2 } };
  const body = { name, ttl: '5h', ...(isCloud ? { template: 'scheduled-worker' } : playground) };
  return plane.api().want('POST /environments', { body, headers: { 'idempotency-key': `create-${name}` } });
}

const present = (name: string) => plane.api().want(`GET /environments/${name}`);

/** Waits for a moment and a little more; returns the latest end of the lease that the plane has acknowledged by then. */
async function until(moment: Moment, name: string): Promise<number> {
  const delay = random() * longestDelay[moment];
  if (moment === 'written') return writeFor(delay, name);
  for (;;) {
    const { status, run } = await present(name);
    const isThere =
      moment === 'destroying' ? status === 'destroying' && run?.phase !== 'queued' : run?.phase === moment;
    if (isThere) break;
    if (!run) throw new Error(`${name} was never ${moment}: it is ${status}`);
    await sleep(5);
  }
  await sleep(delay);
  return 0;
}

/** Writes as much as goes until the kill, which comes in the middle of it: what was acknowledged must be there afterwards. */
async function writeFor(delay: number, name: string): Promise<number> {
  expect((await settled(name)).status).toBe('ready');
  const api = plane.api();
  let latest = 0;
  const extend = async () => {
    for (;;) {
      const { status, body } = await api.ask(`POST /environments/${name}/extend`, { body: { ttl: '1m' } });
      if (status < 300) latest = Math.max(latest, Date.parse(body.lease.expiresAt ?? ''));
    }
  };
  void Promise.allSettled(Array.from({ length: 4 }, extend));
  while (latest === 0) await sleep(5);
  await sleep(delay);
  return latest;
}

/** What a life was at when it was last seen. */
function foundAs({ status, run }: EnvironmentView): string {
  return [status, run?.kind, run?.phase].filter((word) => word !== undefined).join(' ');
}

async function withOneRetry(name: string, id: string): Promise<{ end: EnvironmentView; retries: number }> {
  const first = await settled(name, id);
  if (['ready', 'destroyed'].includes(first.status)) return { end: first, retries: 0 };
  await plane.api().want(`POST /environments/${name}/retry`);
  return { end: await settled(name, id), retries: 1 };
}

/** The life once nothing is done to it: at rest, failed, or waiting for the next attempt of its destroy. */
async function settled(name: string, id?: string): Promise<EnvironmentView> {
  for (const deadline = Date.now() + 5 * minutes; ; await sleep(200)) {
    const view = await present(name);
    if (id !== undefined && view.id !== id) throw new Error(`${name} is another life: ${view.id}`);
    if (!view.run && view.status !== 'pending') return view;
    if (Date.now() > deadline) throw new Error(`${name} does not settle: ${JSON.stringify(view)}`);
  }
}

/** What an emulator holds with the tag of a life, asked past the plane, at the emulator's own socket. */
async function taggedIn(emulator: 'hub' | 'target'): Promise<string[]> {
  const filter = { TagFilters: [{ Key: 'idp:environment-id' }] };
  return asked(emulator, async (client) => {
    const tagging = new ResourceGroupsTaggingAPIClient(client);
    const { ResourceTagMappingList: found = [] } = await tagging.send(new GetResourcesCommand(filter));
    return found.map(({ ResourceARN = '' }) => ResourceARN);
  });
}

async function asked<Result>(
  emulator: 'hub' | 'target',
  ask: (client: object) => Promise<Result>,
): Promise<Result> {
  const upstream = openUpstream(`unix://${plane.written().record.folder}/${emulator}.sock`);
  const { region, accessKeyId, secretAccessKey } = plane.written().connection.aws;
  const credentials = { accessKeyId, secretAccessKey };
  return ask({ ...upstream.client, region, credentials }).finally(upstream.close);
}
