import type { Answer } from '../front/call';
import { type Bench, firstRefusal, type JudgedCall } from './judge-call';
import { textAt } from './input';
import type { Refusal } from './refusal';

/**
 * Only to those who may list a bucket does S3 say that an object is not there; to others it says 403
 * (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). Null where nothing is hidden.
 */
export async function hiddenAbsence(
  { service, operation, holder, region }: JudgedCall,
  { status }: Answer,
  bench: Bench,
): Promise<Refusal | null> {
  if (status !== 404 || service !== 's3' || !/GetObject(Version)?$/.test(operation.name)) return null;
  if (!holder || holder.kind === 'owner') return null;
  const resource = `arn:aws:s3:::${textAt(operation.input, 'Bucket')}`;
  const list = { action: 's3:ListBucket', resource, context: new Map(), keys: [] };
  return firstRefusal([list], holder, { bench, place: { region, account: bench.account } });
}
