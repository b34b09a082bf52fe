import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../src/domain/api/responses';
import type { DomainEvent } from '../../src/domain/environment/events';
import { second } from '../../src/domain/base/time';
import type { EnvironmentView } from '../../src/domain/environment/view';
import type { TestPlane } from '../support/plane/plane';
import { readObjects } from '../support/plane/plane-stores';
import { type BuildProcess, buildProcesses, living } from '../faults/lab/build-processes';
import { openPlaneWith, type OutagePlane, Outages } from '../faults/lab/outages';
import { progressOf } from '../support/plane/plane-api';
import { comesTrue } from '../faults/lab/waiting';

const outages = new Outages();
let on: TestPlane;
let close: OutagePlane['close'] | undefined;

beforeAll(async () => {
  ({ on, close } = await openPlaneWith(outages));
});
afterAll(() => close?.());

describe('a runner that is frozen in mid apply', () => {
  it('has its build stopped; the next run begins when nothing of it is left, and thawing finds nobody', async () => {
    await beginSlowly('frozen');
    const processes = await freeze('frozen');

    const failed = await passTimeUntil('frozen', ({ status }) => status === 'failed');
    const left = await living(processes);
    thaw(processes);
    const kept = await statesOf(failed.id);
    await sleep(1_000);

    expect(processes.map(({ role }) => role)).toEqual(expect.arrayContaining(['runner', 'terraform']));
    expect(left).toEqual([]);
    expect(failed).toMatchObject({ failure: { class: 'lost' }, lastRun: { result: 'failed' } });
    expect(await statesOf(failed.id)).toEqual(kept);
    expect(await typesOf('frozen')).toContain('RunSilent');
    await change('frozen', { delay_seconds: 0 });
    expect(await on.api.settled('frozen')).toMatchObject({ status: 'ready' });
  });

  it('keeps every other run away while its build cannot be stopped, and goes on where it was when it thaws', async () => {
    const restore = outages.cutOff(({ operation }) => operation === 'StopBuild');
    const { run } = await beginSlowly('stubborn');
    const processes = await freeze('stubborn');

    await passTimeUntil('stubborn', () => outages.refused.some(({ operation }) => operation === 'StopBuild'));
    const waiting = await on.api.want('GET /environments/stubborn');
    const refused = await on.api.ask<Problem>('PATCH /environments/stubborn', {
      body: { inputs: { message: 'x' } },
    });
    thaw(processes);
    const ready = await on.api.settled('stubborn');
    restore();

    expect(waiting).toMatchObject({ status: 'pending', run: { id: run?.id, phase: 'applying' } });
    expect([refused.status, refused.body.code]).toEqual([409, 'RunActive']);
    expect(ready).toMatchObject({ status: 'ready', lastRun: { id: run?.id, result: 'applied' } });
  });
});

it('a hub that is gone for a while: the runner keeps the state to itself until the hub is back, and loses nothing', async () => {
  await beginSlowly('patient');
  const before = await statesOf((await on.api.want('GET /environments/patient')).id);
  const refusedOfRunner = () => outages.refused.filter(({ caller }) => caller === 'runner').length;
  const restore = outages.cutOff(({ caller }) => caller === 'runner');
  await comesTrue('Three calls that find no hub', () => refusedOfRunner() > 2 || undefined, refusedOfRunner);
  const refused = outages.refused.filter(({ caller }) => caller === 'runner');
  restore();
  const { id, ...ready } = await on.api.settled('patient');

  const states = await statesOf(id);
  const newest = JSON.parse(states.at(-1) ?? '{}') as { resources: { instances: unknown[] }[] };
  expect(refused.length).toBeGreaterThan(2);
  expect(states.length).toBeGreaterThan(before.length);
  expect(ready).toMatchObject({ status: 'ready' });
  expect(newest.resources.flatMap(({ instances }) => instances)).toHaveLength(ready.plan?.create ?? 0);
});

it('a hub that is gone for longer than a silent run is given: the run ends lost, and a later one goes on', async () => {
  await beginSlowly('forsaken');
  const processes = await buildProcesses('forsaken');
  const restore = outages.cutOff(({ caller }) => caller === 'runner');
  const failed = await passTimeUntil('forsaken', ({ status }) => status === 'failed');
  const left = await living(processes);
  restore();
  const kept = await statesOf(failed.id);

  expect(left).toEqual([]);
  expect(failed).toMatchObject({ failure: { class: 'lost' } });
  await change('forsaken', { delay_seconds: 0 });
  const { plan } = await on.api.settled('forsaken');
  expect(plan?.create).toBeLessThan(13);
  expect((await statesOf(failed.id)).slice(0, kept.length)).toEqual(kept);
});

it('a registry that is gone: the API says that it cannot be reached, and works on when it is back', async () => {
  const restore = outages.cutOff(({ caller, service }) => caller === 'api' && service === 'DynamoDB');
  const gone = await on.api.ask<Problem>('GET /environments/frozen');
  restore();

  expect([gone.status, gone.body.code]).toEqual([503, 'Unreachable']);
  expect((await on.api.ask('GET /environments/frozen')).status).toBe(200);
});

/** An environment whose apply takes half a minute, once the first of its resources is made. */
async function beginSlowly(name: string): Promise<EnvironmentView> {
  const inputs = { resources: 12, delay_seconds: 4 };
  await on.api.want('POST /environments', { body: { name, template: 'playground', ttl: '7d', inputs } });
  return on.api.until(name, ({ run }) => run?.phase === 'applying' && (run.progress?.done ?? 0) > 0);
}

function change(name: string, inputs: Record<string, unknown>): Promise<EnvironmentView> {
  return on.api.want(`PATCH /environments/${name}`, { body: { inputs } });
}

async function freeze(name: string): Promise<BuildProcess[]> {
  const processes = await buildProcesses(name);
  for (const { pid } of processes) process.kill(pid, 'SIGSTOP');
  return processes;
}

/** Those that are gone meanwhile cannot be woken. */
function thaw(processes: readonly BuildProcess[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGCONT');
    } catch {
      continue;
    }
  }
}

/** Lets the plane's time run faster than the machine's until it has come to that. */
function passTimeUntil(name: string, isSo: (view: EnvironmentView) => boolean): Promise<EnvironmentView> {
  const view = () => on.api.want(`GET /environments/${name}`);
  const look = async () => {
    await on.plane.clock.forward(5 * second);
    await sleep(400);
    const seen = await view();
    return isSo(seen) ? seen : undefined;
  };
  return comesTrue(`What ${name} waits for`, look, async () => progressOf(await view()));
}

/** Every version of the state of a life, the newest last. */
async function statesOf(id: string): Promise<string[]> {
  const objects = await readObjects(on.plane);
  const states = objects.filter(({ key }) => key.endsWith(`${id}/terraform.tfstate`)).map(({ text }) => text);
  return states.sort((a, b) => serialOf(a) - serialOf(b));
}

function serialOf(state: string): number {
  return (JSON.parse(state) as { serial: number }).serial;
}

async function typesOf(name: string): Promise<string[]> {
  const { items } = await on.api.want<{ items: DomainEvent[] }>(`GET /environments/${name}/events`);
  return items.map(({ type }) => type);
}
