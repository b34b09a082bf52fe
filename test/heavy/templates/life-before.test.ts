import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import { day, hour, instant } from '../../../src/domain/base/time';
import { openTestPlane, type TestPlane } from '../../support/plane/plane';
import { storeLifeBefore } from '../../support/before/life-before';

let on: TestPlane;
beforeAll(async () => {
  on = await openTestPlane();
}, 120_000);
afterAll(() => on.plane.close());

const from = (ms: number) => instant(Date.now() + ms);

describe('a life that an earlier Leasehold left', () => {
  it('is shown with what it was given', async () => {
    await storeLifeBefore(on.plane, 'shown', from(7 * day));

    const view = await on.api.want('GET /environments/shown');

    expect(view).toMatchObject({ status: 'ready', inputs: { resources: 2, message: 'of before' } });
  });

  it('comes to the present version of its template, with a plan that says so, and keeps what was given', async () => {
    await storeLifeBefore(on.plane, 'upgraded', from(7 * day));
    const { version } = await on.api.want<{ version: string }>('GET /templates/playground');

    await on.api.want('PATCH /environments/upgraded', { body: { version } });
    const view = await on.api.settled('upgraded');
    const plan = await on.api.want<PlanDocument>(`GET /runs/${view.lastRun?.id}/plan`);

    expect(view).toMatchObject({ status: 'ready', template: { version } });
    expect(view.inputs).toMatchObject({ resources: 2, message: 'of before' });
    expect(plan.resources.filter(({ action }) => action === 'delete')).toEqual([]);
  }, 120_000);

  it('is destroyed by the bundle that it was made from', async () => {
    const life = await storeLifeBefore(on.plane, 'destroyed', from(7 * day));

    await on.api.want('DELETE /environments/destroyed');
    await on.api.until('destroyed', ({ status }) => status === 'destroyed');

    expect((await on.api.life(life)).evidence).toMatchObject({ built: true, unchecked: [] });
  }, 120_000);

  it("is ended by its lease's end alone", async () => {
    const life = await storeLifeBefore(on.plane, 'expired', from(-hour));

    await on.api.until('expired', ({ status }) => status === 'destroyed');

    expect((await on.api.life(life)).evidence).toMatchObject({ built: true, unchecked: [] });
  }, 120_000);
});
