import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { digestOf } from '../../../src/bundle/digest';
import type { Environment } from '../../../src/domain/environment/environment';
import { buckets, credentials, region } from '../../../src/local/hub';
import type { Plane } from '../../../src/local/start-plane';
import { openTable } from '../../bench/open-table';
import type { StoredItem } from './stage-before';

const folder = join(process.cwd(), 'test/fixtures/life-before');
const was = { name: 'kept', life: '01M8DJMWD18FXBQEPGX5PZT28H', run: '01M8DJMWDCK69MWXSR01JBHFQB' };

/**
 * Puts the life that was stored before into a plane under this name, with ids of its own and a lease that ends at
 * `expiresAt`; returns the id of the life.
 */
export async function storeLifeBefore(plane: Plane, name: string, expiresAt: string): Promise<string> {
  const life = ulid();
  const renamed = rename({ name, life, run: ulid() });
  const items = JSON.parse(renamed('items.json')) as StoredItem[];
  const objects = JSON.parse(renamed('objects.json')) as Record<
    'state' | 'artifacts',
    Record<string, string>
  >;
  await putObjects(plane, { ...objects, catalog: bundleBefore() });
  await putItems(
    plane,
    items.map((item) => (item.sk === 'ENV' ? ending(item, expiresAt) : item)),
  );
  return life;
}

/** The text of a file with these for what they were. */
function rename(now: typeof was): (file: string) => string {
  return (file) =>
    readFileSync(join(folder, file), 'utf8')
      .replaceAll(was.life, now.life)
      .replaceAll(was.run, now.run)
      .replaceAll(`"${was.name}"`, `"${now.name}"`)
      .replaceAll(`ENV#${was.name}`, `ENV#${now.name}`)
      .replaceAll(`environments/${was.name}/`, `environments/${now.name}/`);
}

/** The lease of the stored life is long over, and no test may wait for another. */
function ending(item: StoredItem, expiresAt: string): StoredItem {
  const body = item.body as unknown as Environment;
  const lease = { ...body.lease, expiresAt };
  const due = { dueAt: expiresAt, overdueAt: expiresAt };
  return { ...item, ...due, body: { ...body, lease } };
}

function bundleBefore(): Record<string, Uint8Array> {
  const zip = readFileSync(join(folder, 'bundle.zip'));
  return { [`bundles/${digestOf(zip)}.zip`]: zip };
}

type Objects = Record<keyof typeof buckets, Record<string, string | Uint8Array>>;

async function putObjects({ hubUrl: endpoint }: Plane, objects: Objects): Promise<void> {
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  for (const bucket of Object.keys(buckets) as (keyof typeof buckets)[])
    for (const [Key, Body] of Object.entries(objects[bucket]))
      await client.send(new PutObjectCommand({ Bucket: buckets[bucket], Key, Body }));
  client.destroy();
}

async function putItems(plane: Plane, items: StoredItem[]): Promise<void> {
  const table = openTable(plane);
  for (const Item of items) await table.client.send(new PutCommand({ TableName: table.name, Item }));
  table.close();
}
