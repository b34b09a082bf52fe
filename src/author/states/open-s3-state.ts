import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CliError } from '../../client/errors';
import type { Holder, OldState, S3Place } from '../../client/states/old-state';
import { explained, isDenied, isMissing } from './explain-aws';
import { type HeldLock, lockByObject } from './lock-by-object';
import { lockByTable, openTable } from './lock-by-table';
import { newLock } from './lock-info';

const json = 'application/json';

/**
 * A state in S3, with the credentials that whoever asks has for AWS: the control plane has none there. It is held by the locks that
 * Terraform's own backend takes, the one beside the state and that of the table.
 */
export function openS3State(place: S3Place, holder: Holder): OldState {
  const { bucket: Bucket, key: Key, region } = place;
  // By path, as names of buckets may have dots, and emulators know no host for each.
  const s3 = new S3Client({ ...(region && { region }), forcePathStyle: true, followRegionRedirects: true });
  const at = `s3://${Bucket}/${Key}`;
  const mark = { Bucket, Key: `${Key}.adopted.json` };
  const table = place.lockTable === undefined ? undefined : openTable(place.lockTable, region);
  const read = () => explained(at, () => objectOf(s3, { Bucket, Key }));
  return {
    markPlace: `${at}.adopted.json`,
    read: async () => requireThere(await read(), at),
    isMarked: async () => (await explained(at, () => objectOf(s3, mark))) !== null,
    mark: async (Body) => {
      await explained(at, () => s3.send(new PutObjectCommand({ ...mark, Body, ContentType: json })));
    },
    hold: async (work) => {
      const lock = newLock(place, holder);
      const byTable = table && (await explained(at, () => lockByTable(table, lock)));
      const held = [byTable].filter((one) => one !== undefined);
      try {
        const beside = await explained(at, () =>
          besideState(s3, { place, lock, isLocked: table !== undefined }),
        );
        if (beside) held.push(beside);
        if (table) await refuseOther(await table.digestOf(lock.Path), requireThere(await read(), at), at);
        return await work();
      } finally {
        for (const one of held.reverse()) await one.release();
      }
    },
  };
}

/** Whoever locks by a table may have no right to write beside the state; that table then is the only lock. */
async function besideState(
  s3: S3Client,
  { place, lock, isLocked }: { place: S3Place; lock: ReturnType<typeof newLock>; isLocked: boolean },
): Promise<HeldLock | undefined> {
  try {
    return await lockByObject(s3, place, lock);
  } catch (error) {
    if (isLocked && isDenied(error)) return undefined;
    throw error;
  }
}

async function objectOf(s3: S3Client, object: { Bucket: string; Key: string }): Promise<Uint8Array | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(object));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function requireThere(body: Uint8Array | null, at: string): Uint8Array {
  if (body) return body;
  throw new CliError('not-found', `There is no state at ${at}.`, {
    hints: ["In a workspace, the key begins with 'env:/<workspace>/'."],
  });
}

/** The table has the digest of the state that was written last: S3 may still return another where it is behind. */
async function refuseOther(expected: string | undefined, body: Uint8Array, at: string): Promise<void> {
  const found = createHash('md5').update(body).digest('hex');
  if (expected === undefined || expected === found) return;
  throw new CliError('conflict', `The state ${at} is not the one that the lock table has the digest of.`, {
    hints: ["'terraform plan' in its root module says the same, and how to fix it."],
  });
}
