import { hour, minute } from '../../../src/domain/base/time';
import { exportedDay, todayOf } from '../../support/plane/exported-day';
import { admin, type TestPlane } from '../../support/plane/plane';
import { PlaneApi } from '../../support/plane/plane-api';
import { openPlane } from '../../e2e/open-plane';

describe('the audit of a plane', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('chains what happened, has what was refused, and is exported when the day is over', async () => {
    const day = await todayOf(on);
    const body = { name: 'told', template: 'playground', ttl: '7d', inputs: { resources: 1 } };
    const { id } = await on.api.want('POST /environments', { body });
    await on.api.settled('told');
    const viewer = new PlaneApi(
      on.plane.url,
      await on.plane.mint({ ...admin, id: 'vic@example.com', roles: ['viewer'] }),
    );
    // Refusals are counted by the minute, so all of these are in one.
    const { at } = await on.api.want<{ at: string }>('GET /health');
    await on.plane.clock.forward(minute - (Date.parse(at) % minute));
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => viewer.ask('DELETE /environments/told')),
    );

    const verified = await on.idp(['events', 'told', '--verify']);
    const refused = await on.idp(['refusals', '--day', day]);
    await on.plane.clock.forward(26 * hour);
    const { manifest, events, refusals } = await exportedDay(on.plane, day);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
    expect(verified).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing is missing, changed or out of order.'),
    });
    expect(
      refused.stdout.match(/local:vic@example\.com +delete|local:vic@example\.com +destroy/g),
    ).toHaveLength(10);
    expect(manifest.breaks).toEqual([]);
    expect(verified.stdout).toContain(`Head: ${manifest.heads[id]?.digest}`);
    expect(events).toContain('"type":"EnvironmentReady"');
    expect(refusals.match(/"kind":"refused"/g)).toHaveLength(10);
  });
});
