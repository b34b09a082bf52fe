import {
  DeleteObjectsCommand,
  type DeleteMarkerEntry,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  S3Client,
} from '@aws-sdk/client-s3';
import { startSchedule } from '../../emulators/events/schedule';
import type { Closing } from '../closing';
import { buckets, credentials, region } from '../hub';
import type { PlaneOptions } from '../plane-options';
import { Lives } from './lives';

/** What a plane has to look through: its registry, and the emulator with its buckets. */
interface Stores {
  dynamoDb: string;
  emulator: string;
}

/** A version of an object, or the mark that it is deleted. */
type Version = ObjectVersion | DeleteMarkerEntry;

const defaultEveryMs = 30_000;
/** S3 deletes no more at once. */
const mostAtOnce = 1_000;

/**
 * On AWS the rules of the buckets let older versions of states expire after a year, and a disk bears them. Here they are in memory,
 * so they go once nobody needs them: when their life has its receipt. The newest version of each object stays.
 */
export function keepExpiring({ expireEveryMs, log }: PlaneOptions, closing: Closing, stores: Stores): void {
  const schedule = startSchedule({
    everyMs: expireEveryMs ?? defaultEveryMs,
    run: () => expireVersions(stores),
    onFailure: (error) => log(`expiry: ${String(error)}`),
  });
  closing.add(() => schedule.stop());
}

/** Deletes the older versions of every state whose life has its receipt. */
export async function expireVersions({ dynamoDb, emulator }: Stores): Promise<void> {
  const s3 = new S3Client({ endpoint: emulator, region, credentials, forcePathStyle: true });
  const lives = new Lives(dynamoDb);
  try {
    for (const [folder, versions] of await olderVersions(s3))
      if (await lives.hasReceipt(lifeOf(folder))) await remove(s3, versions);
  } finally {
    lives.close();
    s3.destroy();
  }
}

/** What is not the newest of its object, or only says that the object is gone, by the folder of its life. */
async function olderVersions(s3: S3Client): Promise<Map<string, Version[]>> {
  const found = new Map<string, Version[]>();
  for await (const { Versions = [], DeleteMarkers = [] } of pagesOf(s3)) {
    const older = Versions.filter(({ IsLatest }) => IsLatest === false);
    for (const version of [...older, ...DeleteMarkers]) {
      const folder = folderOf(version);
      found.set(folder, [...(found.get(folder) ?? []), version]);
    }
  }
  return found;
}

/** The SDK has no paginator for versions. */
async function* pagesOf(s3: S3Client): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let page: ListObjectVersionsCommandOutput | undefined;
  do {
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page ?? {};
    page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: buckets.state, KeyMarker, VersionIdMarker }),
    );
    yield page;
  } while (page.IsTruncated);
}

function folderOf({ Key = '' }: Version): string {
  return Key.split('/').slice(0, 3).join('/');
}

/** As `stateFolder` files it: `environments/<name>/<id>`. */
function lifeOf(folder: string): { name: string; id: string } {
  const [, name = '', id = ''] = folder.split('/');
  return { name, id };
}

async function remove(s3: S3Client, versions: Version[]): Promise<void> {
  for (let from = 0; from < versions.length; from += mostAtOnce) {
    const Objects = versions
      .slice(from, from + mostAtOnce)
      .map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket: buckets.state, Delete: { Objects, Quiet: true } }));
  }
}
