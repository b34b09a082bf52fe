import { S3Bucket } from '../../src/aws/s3-bucket';
import { hour } from '../../src/domain/base/time';
import type { ExportManifest } from '../../src/domain/registry/audit-day';
import { buckets, credentials } from '../../src/local/hub';
import { patiently } from '../support/patience';
import { s3ClientFor } from '../support/aws/hub-buckets';
import { admin, type TestPlane } from '../support/plane/plane';
import { PlaneApi } from '../support/plane/plane-api';
import { openPlane } from './open-plane';

describe('the audit of a plane', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  const today = async () => (await on.api.want<{ at: string }>('GET /health')).at.slice(0, 10);

  /** The day as it was exported, once it is. */
  async function exported(
    day: string,
  ): Promise<{ manifest: ExportManifest; events: string; refusals: string }> {
    const client = s3ClientFor(on.plane.hubUrl, { credentials });
    const bucket = new S3Bucket(client, buckets.artifacts);
    const textOf = async (file: string) => {
      const stored = await bucket.read(`audit/${day}/${file}`);
      return stored && Buffer.from(stored.body).toString('utf8');
    };
    const manifest = await patiently(`The export of ${day}`, async () => {
      const text = await textOf('manifest.json');
      return text === null ? { progress: [] } : { thing: JSON.parse(text) as ExportManifest };
    });
    const files = { events: await textOf('events.ndjson'), refusals: await textOf('refusals.ndjson') };
    client.destroy();
    return { manifest, events: files.events ?? '', refusals: files.refusals ?? '' };
  }

  it('chains what happened, has what was refused, and is exported when the day is over', async () => {
    const day = await today();
    const body = { name: 'told', template: 'playground', ttl: '7d', inputs: { resources: 1 } };
    const { id } = await on.api.want('POST /environments', { body });
    await on.api.settled('told');
    const viewer = new PlaneApi(
      on.plane.url,
      await on.plane.mint({ ...admin, id: 'vic@example.com', roles: ['viewer'] }),
    );
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => viewer.ask('DELETE /environments/told')),
    );

    const verified = await on.idp(['events', 'told', '--verify']);
    const refused = await on.idp(['refusals', '--day', day]);
    await on.plane.clock.forward(26 * hour);
    const { manifest, events, refusals } = await exported(day);

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
