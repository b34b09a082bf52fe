import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentView } from '../../src/domain/environment/view';
import { keepPlane, type KeptPlane } from '../../src/local/kept/keep-plane';
import { openTestPlane, type TestPlane } from '../support/plane/plane';
import { keepFull, mountSmallDisk, unmountDisk } from '../support/plane/small-disk';

const fullMs = 35_000;
// eslint-disable-next-line no-restricted-syntax -- only root may mount a disk that is small enough to be filled
const asRoot = process.getuid?.() === 0 ? it.each : it.skip.each;

let on: TestPlane | undefined;
let kept: KeptPlane | undefined;
let disk: string;
let other: string;
const machineTmp = process.env['TMPDIR'];

beforeEach(async () => {
  disk = await mountSmallDisk();
  other = await mkdtemp(join(tmpdir(), 'leasehold-kept-'));
});

afterEach(async () => {
  await on?.plane.close();
  await kept?.forget();
  [on, kept] = [undefined, undefined];
  if (machineTmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = machineTmp;
  await unmountDisk(disk);
  await rm(other, { recursive: true, force: true });
});

/** Asks under one key until it is accepted; while a disk is full, a refusal is no loss. */
async function insist(
  api: TestPlane['api'],
  route: string,
  key: string,
  body?: object,
): Promise<EnvironmentView> {
  for (;;) {
    const answer = await api.ask(route, { headers: { 'idempotency-key': key }, ...(body && { body }) });
    if (answer.status < 300) return answer.body;
    if (answer.status < 500 && answer.status !== 429) throw new Error(JSON.stringify(answer.body));
    await sleep(500);
  }
}

/** The environment as it settles, after one retry where it failed. */
async function settledAfterOneRetry({ api }: TestPlane, name: string): Promise<EnvironmentView> {
  const first = await api.settled(name);
  if (first.status !== 'failed' && first.status !== 'stuck') return first;
  await api.want(`POST /environments/${name}/retry`);
  return api.settled(name);
}

asRoot([
  ['of its table and its record', () => ({ keptIn: join(disk, 'plane'), tmp: undefined })],
  ['of its sockets, builds and logs', () => ({ keptIn: join(other, 'plane'), tmp: disk })],
])(
  'nothing is lost while the disk under the folder %s is full for 35 s',
  async (_which, foldersOf) => {
    const { keptIn, tmp } = foldersOf();
    if (tmp !== undefined) process.env['TMPDIR'] = tmp;
    await mkdir(keptIn, { recursive: true });
    kept = await keepPlane(keptIn, { fresh: true });
    on = await openTestPlane({ kept });
    const { api } = on;
    const wanted = (name: string) => ({ name, template: 'playground', ttl: '7d' });
    const before = await api.want('POST /environments', { body: wanted('before') });
    await api.settled('before');

    const empty = keepFull(disk);
    const asking = insist(api, 'POST /environments', 'key-of-during', wanted('during'));
    const destroying = insist(api, 'DELETE /environments/before', 'key-of-destroy');
    await sleep(fullMs);
    await empty();
    const during = await asking;
    await destroying;

    const ready = await settledAfterOneRetry(on, 'during');
    const again = await insist(api, 'POST /environments', 'key-of-during', wanted('during'));
    const gone = await settledAfterOneRetry(on, 'before');
    await api.want('DELETE /environments/during');
    const ended = await settledAfterOneRetry(on, 'during');

    expect([ready.status, ready.id, again.id]).toEqual(['ready', during.id, during.id]);
    expect(gone).toMatchObject({
      id: before.id,
      status: 'destroyed',
      receipt: { built: true, unchecked: 0 },
    });
    expect(ended).toMatchObject({
      id: during.id,
      status: 'destroyed',
      receipt: { built: true, unchecked: 0 },
    });
  },
  600_000,
);
