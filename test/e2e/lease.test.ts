import { hour } from '../../src/domain/base/time';
import type { DomainEvent } from '../../src/domain/environment/events';
import type { TestPlane } from '../support/plane/plane';
import { openPlane } from './open-plane';

describe('a lease', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  const create = (name: string, ttl: string, inputs: Record<string, unknown> = {}) =>
    on.api.want('POST /environments', { body: { name, template: 'playground', ttl, inputs } });

  const eventsOf = async (name: string) =>
    (await on.api.want<{ items: DomainEvent[] }>(`GET /environments/${name}/events`)).items;

  it('that ends takes a ready and a failed environment with it, and spares an extended one', async () => {
    await create('ending', '6h');
    await create('broken', '6h', { fail_at: 0 });
    await create('extended', '6h');
    const [ending, broken, extended] = await Promise.all(
      ['ending', 'broken', 'extended'].map((name) => on.api.settled(name)),
    );
    await on.api.want('POST /environments/extended/extend', { body: { ttl: '1d' } });
    expect([ending?.status, broken?.status, extended?.status]).toEqual(['ready', 'failed', 'ready']);

    await on.plane.clock.forward(6 * hour);
    for (const name of ['ending', 'broken']) {
      const gone = await on.api.until(name, ({ status }) => status === 'destroyed');
      expect(gone).toMatchObject({ destruction: { reason: 'expired' }, receipt: { built: true } });
    }

    expect(await on.api.want('GET /environments/extended')).toMatchObject({ status: 'ready' });
  });

  it('that is over cannot be extended', async () => {
    await create('late', '6h');
    await on.api.settled('late');
    await on.plane.clock.forward(6 * hour);

    const answer = await on.api.ask('POST /environments/late/extend', { body: { ttl: '1d' } });

    expect(answer.status).toBe(409);
    await on.api.until('late', ({ status }) => status === 'destroyed');
  });

  it('of a minute runs out by itself, and the sweep notices within seconds', async () => {
    const { lease } = await create('brief', '1m');
    await on.api.settled('brief');
    const soon = Date.parse(lease.expiresAt ?? '') - (await on.plane.clock.now()).getTime() - 3_000;
    await on.plane.clock.forward(Math.max(0, soon));

    await on.api.until('brief', ({ status }) => status === 'destroyed');

    const expired = (await eventsOf('brief')).find(({ type }) => type === 'LeaseExpired');
    const late = Date.parse(expired?.at ?? '') - Date.parse(lease.expiresAt ?? '');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(15_000);
    expect(expired?.actor).toBe('leasehold');
  });
});
