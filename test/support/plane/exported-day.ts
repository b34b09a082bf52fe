import { S3Bucket } from '../../../src/aws/s3-bucket';
import type { ExportManifest } from '../../../src/domain/registry/audit-day';
import { buckets, credentials } from '../../../src/local/hub';
import type { Plane } from '../../../src/local/start-plane';
import { s3ClientFor } from '../aws/hub-buckets';
import { patiently } from '../patience';

/** A day of the audit, such as `2026-11-26`, as it was exported; waits until it is. */
export async function exportedDay(
  { hubUrl }: Plane,
  day: string,
): Promise<{ manifest: ExportManifest; events: string; refusals: string }> {
  const client = s3ClientFor(hubUrl, { credentials });
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

/** The day that it is on a plane. */
export async function todayOf({ api }: { api: { want: <B>(route: string) => Promise<B> } }): Promise<string> {
  return (await api.want<{ at: string }>('GET /health')).at.slice(0, 10);
}
