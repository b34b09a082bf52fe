import type { DomainEvent } from '../../src/domain/events';
import { day, hour } from '../../src/domain/time';
import type { PlaneApi } from '../support/plane-api';
import { type FaultLab, openFaultLab } from './fault-lab';

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
  }, 120_000);
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

  it('a cancel and a success: what the run came to decides, and the environment says the same', async () => {
    await api.want('POST /environments', { body: birth('close', { inputs: { resources: 1 } }) });
    await api.until('close', ({ run }) => run?.phase === 'applying' || !run);

    const cancel = await api.ask('POST /environments/close/cancel');
    const { status, lastRun } = await api.settled('close');

    expect([202, 409]).toContain(cancel.status);
    const pairs = ['ready applied', 'failed cancelled'];
    expect(pairs).toContain(`${status} ${lastRun?.result}`);
    if (cancel.status === 409) expect(status).toBe('ready');
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
    });
  });

  async function typesOf(name: string): Promise<string[]> {
    const { items } = await api.want<{ items: DomainEvent[] }>(`GET /environments/${name}/events`);
    return items.map(({ type }) => type);
  }
});
