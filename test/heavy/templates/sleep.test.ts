import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { between, second } from '../../../src/domain/base/time';
import { writeExact } from '../../../src/domain/base/exact-json';
import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import type { DomainEvent } from '../../../src/domain/environment/events';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { nextEdge } from '../../../src/domain/environment/sleep/sleep-edges';
import { openPlane } from '../../e2e/open-plane';
import { idpFor } from '../../support/cli/idp';
import { admin, type TestPlane } from '../../support/plane/plane';
import { PlaneApi } from '../../support/plane/plane-api';

const schedule = '20:00-07:00 Europe/Berlin';
let root: string;
let on: TestPlane;

/** A checkout whose template of a service and its database always needs approval. */
async function checkoutWithApproval(): Promise<string> {
  const own = process.cwd();
  const copy = await mkdtemp(join(tmpdir(), 'leasehold-sleep-'));
  for (const name of await readdir(own))
    if (name !== 'terraform') await symlink(join(own, name), join(copy, name));
  await cp(join(own, 'terraform'), join(copy, 'terraform'), {
    recursive: true,
    filter: (path) => !path.includes('.terraform/'),
  });
  const file = join(copy, 'terraform/templates/api-database/template.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('approval: { above: 150 }', 'approval: always'));
  return copy;
}

beforeAll(async () => {
  root = await checkoutWithApproval();
  on = await openPlane({ root });
}, 240_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const read = () => on.api.want<EnvironmentView>('GET /environments/shop');

/** Sets the plane's clock to just behind the schedule's next edge of a kind, while no run is under way. */
async function toNext(to: 'sleep' | 'wake'): Promise<void> {
  const now = (await on.plane.clock.now()).toISOString();
  let edge = nextEdge(schedule, now)!;
  while (edge.to !== to) edge = nextEdge(schedule, edge.at)!;
  await forward(between(now, edge.at) + second);
}

/** Who was signed in before is not any more. */
async function forward(ms: number): Promise<void> {
  await on.plane.clock.forward(ms);
  const { plane } = on;
  const token = await plane.mint(admin);
  const bundle = join(process.cwd(), 'dist/bin/idp.cjs');
  const idp = idpFor({ url: plane.url, token, bundle, home: homedir() });
  on = { ...on, api: new PlaneApi(plane.url, token), idp };
}

/** What the run after `before` planned and came to, once it is over. */
async function runAfter(before: string | undefined) {
  const until = Date.now() + 300_000;
  for (;;) {
    if (Date.now() > until) throw new Error('No run came to its end within five minutes.');
    const view = await read();
    if (!view.run && view.lastRun?.id !== before) {
      const run = view.lastRun!.id;
      const plan = await on.api.want<PlanDocument>(`GET /runs/${run}/plan`);
      return { view, run, touched: plan.resources.filter(({ action }) => action !== 'read') };
    }
    if (view.run?.phase === 'awaiting-approval') throw new Error('It waits for a person.');
    await pause(500);
  }
}

const inShort = (touched: PlanDocument['resources']) =>
  touched.map(({ address, action, changes }) => [
    address,
    action,
    ...(action === 'update'
      ? changes.map((one) => `${one.attribute} ${writeExact(one.before)} -> ${writeExact(one.after)}`)
      : []),
  ]);

it('sleeps and wakes over a lease by its schedule, by the declared addresses alone, and waits for nobody', async () => {
  const create = ['-t', 'api-database', '-n', 'shop', '--ttl', '7d', '--sleep', schedule, '--yes'];
  const asked = await on.idp(['create', ...create]);
  expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('awaits approval') });
  const planned = await read();
  await on.api.want('POST /environments/shop/approve', { body: { planDigest: planned.plan?.digest } });
  const awake = await on.api.settled('shop');
  expect(awake).toMatchObject({ status: 'ready', sleep: { asleep: false, schedule } });

  await toNext('sleep');
  const slept = await runAfter(awake.lastRun?.id);
  expect(slept.view).toMatchObject({ status: 'ready', sleep: { asleep: true } });
  expect(inShort(slept.touched)).toEqual([
    ['module.database.aws_rds_instance_state.this[0]', 'create'],
    ['module.network.aws_nat_gateway.this[0]', 'delete'],
    ['module.network.aws_route.private[0]', 'delete'],
    ['module.service.aws_ecs_service.this', 'update', 'desired_count 1 -> 0'],
  ]);
  expect(slept.view.cost.monthly).toBeLessThan(awake.cost.monthly / 2);
  expect((await on.idp(['status', 'shop'])).stdout).toContain('ready · asleep');

  const changed = await on.idp(['update', 'shop', '-i', 'log_retention_days=7', '--yes']);
  expect(changed.stdout).toContain('awaits approval');
  const pending = await read();
  await on.api.want('POST /environments/shop/approve', { body: { planDigest: pending.plan?.digest } });
  const still = await on.api.settled('shop');
  expect(still).toMatchObject({ status: 'ready', sleep: { asleep: true } });

  await toNext('wake');
  const woken = await runAfter(still.lastRun?.id);
  expect(woken.view.failure).toBeUndefined();
  expect(woken.view).toMatchObject({ status: 'ready', sleep: { asleep: false } });
  expect(inShort(woken.touched)).toEqual([
    ['module.database.aws_rds_instance_state.this[0]', 'delete'],
    ['module.network.aws_nat_gateway.this[0]', 'create'],
    ['module.network.aws_route.private[0]', 'create'],
    ['module.service.aws_ecs_service.this', 'update', 'desired_count 0 -> 1'],
  ]);
  const { items } = await on.api.want<{ items: DomainEvent[] }>('GET /environments/shop/events');
  const turns = items.filter(({ type }) => /SleepRequested|WakeRequested/.test(type));
  expect(turns.map(({ type, actor, data }) => [type, actor, data.scheduled])).toEqual([
    ['EnvironmentSleepRequested', 'leasehold', true],
    ['EnvironmentWakeRequested', 'leasehold', true],
  ]);
}, 600_000);

it('ends with its lease while it sleeps, and is proven gone', async () => {
  const before = await read();
  const asked = await on.idp(['sleep', 'shop']);
  expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('ready · asleep') });
  expect((await on.idp(['sleep', 'shop'])).stdout).toContain('already asleep');

  const now = (await on.plane.clock.now()).toISOString();
  await forward(between(now, before.lease.expiresAt!) + second);
  const gone = await on.api.until('shop', ({ status }) => status === 'destroyed');

  expect(gone).toMatchObject({ destruction: { reason: 'expired', attempts: 1 }, receipt: { unchecked: 0 } });
}, 600_000);
