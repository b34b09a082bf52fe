import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { instant, type Instant, plus, second } from '../../domain/base/time';

const validSeconds = 300;

/** An address of an object that can be fetched for five minutes by whoever has it, signed by the client's own credentials. */
export async function signAddress(
  client: S3Client,
  object: { Bucket: string; Key: string },
): Promise<{ url: string; expiresAt: Instant }> {
  // Few documents are that large, and a function that signs none need not load it.
  const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
  const expiresAt = plus(instant(Date.now()), validSeconds * second);
  const url = await getSignedUrl(client, new GetObjectCommand(object), { expiresIn: validSeconds });
  return { url, expiresAt };
}

/** An address that an object of that many bytes can be put at for five minutes, and the headers that are part of its signature. */
export async function signUpload(
  client: S3Client,
  { bytes, contentType, ...object }: { Bucket: string; Key: string; bytes: number; contentType: string },
): Promise<{ url: string; headers: Record<string, string>; expiresAt: Instant }> {
  const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
  const expiresAt = plus(instant(Date.now()), validSeconds * second);
  const headers = { 'content-length': String(bytes), 'content-type': contentType };
  const command = new PutObjectCommand({
    ...object,
    ContentLength: bytes,
    ContentType: contentType,
  });
  const signableHeaders = new Set(['host', ...Object.keys(headers)]);
  const url = await getSignedUrl(client, command, { expiresIn: validSeconds, signableHeaders });
  return { url, headers, expiresAt };
}
