import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Ask } from '../ask';
import { usingKey } from '../in-callers-name';
import { type Input, textAt } from '../input';
import type { FurtherNeed, Operation } from '../service-rules';

/** With which key of KMS something is encrypted, and whether S3 asks for a key of the bucket only. */
interface Encryption {
  key: string;
  forBucket: boolean;
}

const header = 'x-amz-server-side-encryption';

/** What a request says of how its object is to be encrypted; nothing where that is left to the bucket. */
export function encryptionAskedBy(headers: IncomingHttpHeaders): Input {
  return headers[header] === undefined ? {} : { Encryption: encryptionIn(headers) ?? 'its own' };
}

/** Adds to a write that leaves it to the bucket what the bucket does. */
export async function withBucketsEncryption(operation: Operation, ask: Ask): Promise<Operation> {
  const { name, input } = operation;
  if (!name.includes('s3:PutObject') || input['Encryption'] !== undefined) return operation;
  const settings = await ask('s3', { path: `/${textAt(input, 'Bucket')}?encryption` });
  const read = (element: string) => new RegExp(`<${element}>(.*?)<`).exec(settings)?.[1];
  const key = read('SSEAlgorithm') === 'aws:kms' ? read('KMSMasterKeyID') : undefined;
  const Encryption =
    key === undefined ? 'its own' : { key, forBucket: read('BucketKeyEnabled')?.toLowerCase() === 'true' };
  return { name, input: { ...input, Encryption } };
}

/**
 * A write asks KMS for a data key in the caller's name, and in parts also to decrypt it
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html).
 */
export function keyOfWrite({ name, input }: Operation): FurtherNeed[] {
  const encryption = input['Encryption'];
  if (!name.includes('s3:PutObject') || typeof encryption !== 'object' || encryption === null) return [];
  const actions = ['kms:GenerateDataKey', ...(input['InParts'] === true ? ['kms:Decrypt'] : [])];
  return keyNeeds(input, encryption as Encryption, actions);
}

/** What reading an object asks of KMS, which only the object says. */
export function keyOfRead({ name, input }: Operation, answered: OutgoingHttpHeaders): FurtherNeed[] {
  if (!/^s3:GetObject(Version)?$/.test(name)) return [];
  const encryption = encryptionIn(answered);
  return encryption === undefined ? [] : keyNeeds(input, encryption, ['kms:Decrypt']);
}

/** AWS's own key for S3 lets in everybody of the account, and is not asked for. */
function encryptionIn(headers: IncomingHttpHeaders | OutgoingHttpHeaders): Encryption | undefined {
  const key = headers[`${header}-aws-kms-key-id`];
  if (headers[header] !== 'aws:kms' || typeof key !== 'string') return undefined;
  return { key, forBucket: String(headers[`${header}-bucket-key-enabled`]).toLowerCase() === 'true' };
}

/** The context of the encryption is the bucket where it has a key of its own, else the object. */
function keyNeeds(input: Input, { key, forBucket }: Encryption, actions: string[]): FurtherNeed[] {
  const bucket = `arn:aws:s3:::${textAt(input, 'Bucket')}`;
  const about = forBucket ? bucket : `${bucket}/${textAt(input, 'Keys')}`;
  return usingKey('s3', key, { actions, context: { 'kms:encryptioncontext:aws:s3:arn': [about] } });
}
