import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { StartedPlane } from '../../support/local/started-plane';

const minutes = 60_000;
let plane: StartedPlane;

beforeAll(async () => {
  plane = await StartedPlane.make(['terraform/templates/playground', 'terraform/templates/scheduled-worker']);
  await plane.start();
}, 5 * minutes);
afterAll(() => plane?.close());

const get = (name: string) => plane.api().want(`GET /environments/${name}`);
const killEmulator = (name: 'hub' | 'target') =>
  process.kill(plane.written().record.emulators[name].process.pid, 'SIGKILL');

async function create(name: string, more: object = { template: 'playground' }): Promise<EnvironmentView> {
  return plane.api().want('POST /environments', { body: { name, ttl: '2h', ...more } });
}

async function comesTo(
  name: string,
  wanted: (view: EnvironmentView) => boolean,
  withinMs = 3 * minutes,
): Promise<EnvironmentView> {
  for (const until = Date.now() + withinMs; ; await sleep(100)) {
    const view = await get(name);
    if (wanted(view)) return view;
    if (Date.now() > until) throw new Error(`${name} does not come to it: ${JSON.stringify(view)}`);
  }
}

const isReady = ({ status, run }: EnvironmentView) => status === 'ready' && !run;
const isLost = ({ failure }: EnvironmentView) => failure?.class === 'emulator-lost';

/** Asks for its end, and expects it off the list, without a receipt, and its name free. */
async function expectForgotten(name: string): Promise<void> {
  const { id } = await get(name);
  await plane.api().want(`DELETE /environments/${name}`);
  const view = await comesTo(name, ({ status }) => status === 'forgotten');
  expect(view.receipt).toBeUndefined();
  const life = await plane.api().want<EnvironmentView & { evidence: unknown }>(`GET /lives/${id}`);
  expect(life).toMatchObject({ status: 'forgotten', evidence: null });
  expect((await create(name)).id).not.toBe(id);
}

it(
  "names the target's emulator at once when it is killed, and so does every life that was on it or waits for it",
  async () => {
    await create('still');
    await create('leaving', { template: 'playground', inputs: { destroy_delay_seconds: 60 } });
    await comesTo('still', isReady);
    await comesTo('leaving', isReady);
    await plane.api().want('DELETE /environments/leaving');
    await comesTo('leaving', ({ run }) => run?.phase === 'applying');
    await create('waiting', { template: 'playground', inputs: { delay_seconds: 120 } });
    await comesTo('waiting', ({ run }) => run?.phase === 'applying');

    killEmulator('target');

    await plane.says('the AWS emulator of the target has ended (SIGKILL)', 5_000);
    for (const name of ['still', 'waiting']) {
      const { failure } = await comesTo(name, isLost, 10_000);
      expect(failure?.reason).toMatch(/that of the target with .* last seen 20\d\d-/);
    }
    expect(await comesTo('leaving', ({ status }) => status === 'forgotten', 10_000)).toMatchObject({
      destruction: { failure: { class: 'emulator-lost' } },
    });
    // Its build waits until the new emulator has what a run needs, such as the role that it assumes.
    await create('meanwhile');
    await plane.says('an empty emulator of the target replaces it', 60_000);
    await comesTo('meanwhile', isReady);
    await expectForgotten('still');
    await comesTo('still', isReady);
    const { status, body } = await plane.api().ask<object>('POST /environments/waiting/retry');
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'EmulatorLost' })]);
  },
  10 * minutes,
);

it(
  "names what the target still holds of a life when the hub's emulator died with the plane",
  async () => {
    await create('cloud', { template: 'scheduled-worker' });
    const { id } = await comesTo('cloud', isReady);

    await plane.kill();
    killEmulator('hub');
    await sleep(500);
    const printed = await plane.start();

    expect(printed).toMatch(/lost \(emulator-lost, the hub .*cloud \(ready\)/);
    const { failure } = await get('cloud');
    expect(failure?.class).toBe('emulator-lost');
    expect(failure?.reason).toContain('that of the hub with its Terraform state');
    expect(failure?.addresses.length).toBeGreaterThan(0);
    expect(failure?.addresses.every((arn) => arn.startsWith('arn:aws:'))).toBe(true);

    await expectForgotten('cloud');
    await plane.kill();
    expect(await plane.start()).toMatch(
      new RegExp(`not part of any life: \\d+ in the target's emulator: .*\\(life ${id}\\)`),
    );
  },
  10 * minutes,
);

it(
  'forgets all of it when it is stopped, after naming what goes, and begins anew',
  async () => {
    await plane.stop();

    expect(plane.printed).toMatch(/Stopping\. .*cloud \(.*with it …/);
    await plane.start();
    const { items } = await plane.api().want<{ items: unknown[] }>('GET /environments?limit=100');
    expect(items).toEqual([]);
  },
  5 * minutes,
);
