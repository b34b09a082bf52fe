import { hour } from '../../../src/domain/base/time';
import { readEmf } from '../../support/aws/emf';
import { patiently } from '../../support/patience';
import type { TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const facts = ['RunsEnded', 'RunFailures', 'QueueAge', 'ExpiryLateness', 'DestroyAttempts', 'LeaseCost'];

/** What the plane has measured of runs and leases: each fact with its dimensions, in the order of the alphabet. */
function measured({ log }: TestPlane): string[] {
  const found = readEmf(log.join('')).filter(({ name }) => facts.includes(name));
  return found.map(({ name, dimensions }) => [name, ...Object.values(dimensions)].join(' ')).sort();
}

/** What was measured once it is as much as `count`. */
function measuredOf(plane: TestPlane, count: number): Promise<string[]> {
  return patiently(`${count} measurements`, () => {
    const facts = measured(plane);
    return facts.length < count ? { progress: facts } : { thing: facts };
  });
}

it('counts one life once: its runs, its waits and its end, however many look at it meanwhile', async () => {
  const on = await openPlane();
  await on.api.want('POST /environments', { body: { name: 'foo', template: 'playground', ttl: '2h' } });
  await on.api.until('foo', ({ status }) => status === 'ready');
  await on.plane.clock.forward(2 * hour);
  await Promise.all(Array.from({ length: 4 }, () => on.plane.sweep()));
  await on.api.until('foo', ({ status }) => status === 'destroyed');
  const complete = await measuredOf(on, 7);
  await Promise.all(Array.from({ length: 4 }, () => on.plane.sweep()));

  expect(complete).toEqual([
    'DestroyAttempts leasehold local',
    'ExpiryLateness leasehold local',
    'LeaseCost leasehold local',
    'QueueAge leasehold local',
    'QueueAge leasehold local',
    'RunsEnded leasehold local destroy destroyed',
    'RunsEnded leasehold local provision applied',
  ]);
  expect(measured(on)).toEqual(complete);
});
