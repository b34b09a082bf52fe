import type { DomainEvent } from '../../../src/domain/environment/events';
import { day, hour, second } from '../../../src/domain/base/time';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { PlaneApi } from '../../support/plane/plane-api';
import { type FaultLab, openFaultLab } from '../../faults/lab/fault-lab';

interface Problem {
  code: string;
  detail: string;
}

const birth = (name: string, more: object = {}) => ({ name, template: 'playground', ttl: '1d', ...more });
const keyed = (key: string) => ({ 'idempotency-key': key });

describe('requests that meet', () => {
  let lab: FaultLab;
  let api: PlaneApi;

  beforeAll(async () => {
    lab = await openFaultLab();
    api = lab.on.api;
  });
  afterAll(() => lab?.close());

  it('for one name at one instant: one gets it, nine learn who holds it', async () => {
    const asked = Array.from({ length: 10 }, () =>
      api.ask<Problem>('POST /environments', { body: birth('wanted', { planOnly: true }) }),
    );
    const answers = await Promise.all(asked);

    const refused = answers.filter(({ status }) => status === 409);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(refused).toHaveLength(9);
    for (const { body } of refused) expect(body.detail).toContain(lab.on.person);
  });

  it('under one key: the same environment for the same body, none for another, and no second life', async () => {
    const body = birth('keyed', { planOnly: true });
    const send = (what: object) => api.ask('POST /environments', { body: what, headers: keyed('k-1') });

    const [first, second] = await Promise.all([send(body), send(body)]);
    const other = await send({ ...body, ttl: '2d' });
    await lab.person.ask('DELETE /environments/keyed');
    const over = await api.until('keyed', ({ status }) => status === 'destroyed');
    const late = await send(body);

    expect([first.status, second.status, other.status]).toEqual([202, 202, 422]);
    expect(second.body.id).toBe(first.body.id);
    expect(late.body.id).toBe(first.body.id);
    expect((await api.want('GET /environments/keyed')).version).toBe(over.version);
  });

  it.each(['PutItem KEY', 'PutItem ENV', 'UpdateItem KEY', 'PutItem EVENT'])(
    'again after the function died behind %s: the same environment',
    async (operation) => {
      const name = `crash-${operation.toLowerCase().replace(' ', '-')}`;
      lab.plan.plan(name, [{ site: `api DynamoDB ${operation}`, occurrence: 1, kind: 'dies' }]);

      const made = await lab.person.ask(
        'POST /environments',
        birth(name, { planOnly: true }),
        `create.${name}`,
      );
      const again = await lab.person.ask(
        'POST /environments',
        birth(name, { planOnly: true }),
        `create.${name}`,
      );

      expect(lab.plan.fired.filter(({ life }) => life === name)).toHaveLength(1);
      expect([made.status, again.status]).toEqual([202, 202]);
      expect(again.body.id).toBe(made.body.id);
      expect(await api.want(`GET /environments/${name}`)).toMatchObject({
        id: made.body.id,
        previousId: null,
      });
    },
  );

  it('at the end of a lease: no extension counts, and an apply at work gives way to the destroy', async () => {
    const inputs = { resources: 2, delay_seconds: 60 };
    await api.want('POST /environments', { body: birth('late', { ttl: '1h', inputs }) });
    await api.until('late', ({ run }) => run?.phase === 'applying');

    await lab.on.plane.clock.forward(hour);
    const extended = await api.ask<Problem>('POST /environments/late/extend', { body: { ttl: '1d' } });
    const gone = await api.until('late', ({ status }) => status === 'destroyed');

    expect(extended.status).toBe(409);
    expect(['LeaseOver', 'WrongStatus']).toContain(extended.body.code);
    expect(gone).toMatchObject({
      destruction: { reason: 'expired', attempts: 1 },
      lease: { extensions: 0 },
      receipt: { built: true },
    });
  });

  it.each([
    ['early', '2h', -second],
    ['sharp', '3h', 0],
    ['tardy', '4h', second],
  ])('an extension %s at the end of a lease counts only if it came before', async (name, ttl, offset) => {
    await api.want('POST /environments', { body: birth(name, { ttl, planOnly: true }) });
    const { lease } = await api.settled(name);
    const end = Date.parse(lease.expiresAt ?? '');
    await lab.on.plane.clock.forward(end - (await lab.on.plane.clock.now()).getTime() + offset);

    const asked = [1, 2, 3].map(() => api.ask(`POST /environments/${name}/extend`, { body: { ttl: '1h' } }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    const gone = await endOf(name);

    const extended = (await eventsOf(name)).filter(({ type }) => type === 'LeaseExtended');
    expect(extended).toHaveLength(statuses.filter((status) => status === 200).length);
    expect(statuses.every((status) => [200, 409].includes(status))).toBe(true);
    // Once one came in time, the end is another one for those behind it.
    if (extended[0]) expect(Date.parse(extended[0].at)).toBeLessThan(end);
    if (offset >= 0) expect(extended).toEqual([]);
    expect(gone).toMatchObject({
      destruction: { reason: 'expired' },
      lease: { extensions: extended.length },
      receipt: { built: false },
    });
  });

  it('a destroy while a run applies: the run stops, and what it made is destroyed', async () => {
    const inputs = { resources: 2, delay_seconds: 60 };
    await api.want('POST /environments', { body: birth('unwanted', { inputs }) });
    await api.until('unwanted', ({ run }) => run?.phase === 'applying');

    await api.want('DELETE /environments/unwanted');
    const gone = await api.until('unwanted', ({ status }) => status === 'destroyed');

    expect(gone).toMatchObject({ destruction: { attempts: 1 }, receipt: { built: true } });
    expect(await typesOf('unwanted')).toEqual(expect.arrayContaining(['RunStopRequested', 'RunCancelled']));
  });

  it('a destroy between a plan and its apply: nothing is applied', async () => {
    const deleted: number[] = [];
    lab.plan.meet('prevented', 'runner S3 PUT plan.json', async () => {
      deleted.push((await api.ask('DELETE /environments/prevented')).status);
    });

    await api.want('POST /environments', { body: birth('prevented', { inputs: { resources: 1 } }) });
    const gone = await api.until('prevented', ({ status }) => status === 'destroyed');

    expect(deleted).toEqual([202]);
    expect(gone).toMatchObject({ receipt: { built: false } });
    expect(await typesOf('prevented')).not.toContain('RunApplying');
  });

  it('two destroys: one destroy run, one end', async () => {
    await api.want('POST /environments', { body: birth('doomed', { inputs: { resources: 1 } }) });
    await api.settled('doomed');

    const asked = [1, 2, 3].map(() => api.ask('DELETE /environments/doomed'));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    const gone = await api.until('doomed', ({ status }) => status === 'destroyed');

    expect(new Set(statuses)).toEqual(new Set([202]));
    expect(gone).toMatchObject({ destruction: { attempts: 1 } });
    expect(await typesOf('doomed')).toEqual(
      expect.arrayContaining(['EnvironmentDestroyRequested', 'EnvironmentDestroyed']),
    );
    expect((await typesOf('doomed')).filter((type) => type === 'EnvironmentDestroyRequested')).toHaveLength(
      1,
    );
  });

  it('a cancel that comes when the work is done: the success stands', async () => {
    const cancelled: number[] = [];
    lab.plan.meet('close', 'settleTask S3 GET outcome.json', async () => {
      cancelled.push((await api.ask('POST /environments/close/cancel')).status);
    });

    await api.want('POST /environments', { body: birth('close', { inputs: { resources: 1 } }) });
    const { status, lastRun } = await api.settled('close');

    expect(cancelled).toEqual([202]);
    expect(await typesOf('close')).toContain('RunStopRequested');
    expect([status, lastRun?.result]).toEqual(['ready', 'applied']);
  });

  it('and everything that was begun ends', async () => {
    await lab.on.plane.clock.forward(2 * day);

    await lab.live([]);

    expect(await lab.judge()).toEqual({
      lost: [],
      orphaned: [],
      appliedTwice: [],
      eventsLost: [],
      receiptsWrong: [],
      imagesWrong: [],
    });
  });

  /** The end of a life whose lease ends next, however far its extensions have moved that. */
  async function endOf(name: string): Promise<EnvironmentView> {
    const { lease, status } = await api.want(`GET /environments/${name}`);
    const left = Date.parse(lease.expiresAt ?? '') - (await lab.on.plane.clock.now()).getTime();
    if (status === 'pending') await lab.on.plane.clock.forward(Math.max(0, left));
    return api.until(name, (view) => view.status === 'destroyed');
  }

  async function eventsOf(name: string): Promise<DomainEvent[]> {
    const { items } = await api.want<{ items: DomainEvent[] }>(`GET /environments/${name}/events`);
    return items;
  }

  async function typesOf(name: string): Promise<string[]> {
    return (await eventsOf(name)).map(({ type }) => type);
  }
});
