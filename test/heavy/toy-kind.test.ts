import { pointName } from '../faults/lab/fault';
import { everyPoint, sitesOf } from '../faults/lab/fault-points';
import { tickAmount } from '../faults/toy/counter';
import { openCounterLab, type Told } from '../faults/toy/counter-lab';

/** Made, added to once under one key, ticked once; each told once to the audit, and at least once to the bus. */
const right: Told = {
  count: tickAmount + 1,
  untold: 0,
  rung: 1,
  audited: [1, 2, 3],
  published: ['000001', '000002', '000003'],
  due: 0,
};

describe('a kind of entry that nothing was changed for', () => {
  let lab: Awaited<ReturnType<typeof openCounterLab>>;
  beforeAll(async () => {
    lab = await openCounterLab();
  });
  afterAll(() => lab?.close());

  it('is swept, delivered, audited and decided once, whatever call fails, is doubled, or is the last of its process', async () => {
    const calm = await lab.live([]);
    const points = everyPoint(sitesOf(calm.plan, []));
    const wrong: Record<string, Told> = {};
    const unfired: string[] = [];
    for (const point of points) {
      const { told, plan } = await lab.live([point]);
      if (JSON.stringify(told) !== JSON.stringify(right)) wrong[pointName(point)] = told;
      unfired.push(...plan.takeUnfired().map(pointName));
    }

    console.log(`toy kind: ${points.length} fault points at ${sitesOf(calm.plan, []).length} call sites`);
    expect(calm.told).toEqual(right);
    expect(wrong).toEqual({});
    expect(unfired).toEqual([]);
    expect(points.length).toBeGreaterThan(60);
  }, 900_000);
});
