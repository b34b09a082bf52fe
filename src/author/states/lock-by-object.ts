import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { LockInfo, S3Place } from '../../client/states/old-state';
import { isMissing, isUnmet } from './explain-aws';
import { heldByOther } from './lock-info';

/** A lock that is held, and how it is given back. */
export interface HeldLock {
  release: () => Promise<void>;
}

/** Takes the lock beside a state, as Terraform's `use_lockfile` does: an object that nobody may replace. CliError where another holds it. */
export async function lockByObject(
  s3: S3Client,
  { bucket: Bucket, key }: S3Place,
  lock: LockInfo,
): Promise<HeldLock> {
  const object = { Bucket, Key: `${key}.tflock` };
  const Body = JSON.stringify(lock);
  try {
    const put = { ...object, Body, ContentType: 'application/json', IfNoneMatch: '*' };
    await s3.send(new PutObjectCommand(put));
  } catch (error) {
    if (!isUnmet(error)) throw error;
    const found = await textOf(s3, object);
    // A response that was lost, and a request that was sent again, look like another's lock.
    if (found !== Body) throw heldByOther(lock.Path, found);
  }
  return { release: () => release(s3, object, Body) };
}

/** Only the lock that was taken is given back: whoever broke it may have let another in. */
async function release(s3: S3Client, object: { Bucket: string; Key: string }, own: string): Promise<void> {
  if ((await textOf(s3, object)) === own) await s3.send(new DeleteObjectCommand(object));
}

async function textOf(s3: S3Client, object: { Bucket: string; Key: string }): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(object));
    return await Body?.transformToString();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
