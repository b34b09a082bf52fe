import { hour, minute } from '../../src/domain/base/time';
import type { DomainEvent } from '../../src/domain/environment/events';
import { openPlane } from '../e2e/open-plane';

const words = 'Cannot have more than 0 builds in queue for the account';

it('a run that CodeBuild has no room for waits in its words, people hear of it after an hour, and it goes on by itself', async () => {
  let room = 0;
  const on = await openPlane({ buildCapacity: () => room });
  await on.api.want('POST /environments', { body: { name: 'crowded', template: 'playground', ttl: '1d' } });
  await on.plane.clock.forward(2 * minute);
  const waits = await on.api.until('crowded', ({ run }) => run?.waiting !== undefined);
  const status = await on.idp(['status', 'crowded']);

  await on.plane.clock.forward(hour);
  await on.api.until('crowded', () => on.notices.some((notice) => notice.includes('crowded')));
  room = 4;
  const ready = await on.api.settled('crowded');

  expect(waits).toMatchObject({ status: 'pending', run: { phase: 'queued', waiting: { words } } });
  expect(status.stdout).toContain('Waiting for CodeBuild');
  expect(status.stdout).toContain(words);
  expect(ready).toMatchObject({ status: 'ready' });
  const { items } = await on.api.want<{ items: DomainEvent[] }>('GET /environments/crowded/events');
  const types = items.map(({ type }) => type);
  expect(types.filter((type) => type === 'RunWaitsLong')).toHaveLength(1);
  expect(types).not.toContain('RunFailed');
});
