import type { S3Client } from '@aws-sdk/client-s3';
import { DomainError } from '../domain/base/errors';
import type { ExportedFiles } from '../operations/ports/audit';
import { S3Bucket } from './s3-bucket';

/** Exported days of the audit, beside the artifacts of runs; no role may delete or replace one. */
export function createS3Exported(client: S3Client, bucketName: string): ExportedFiles {
  const bucket = new S3Bucket(client, bucketName);
  return {
    put: async (key, text) => {
      const contentType = key.endsWith('.json') ? 'application/json' : 'application/x-ndjson';
      if ((await bucket.write(key, text, { when: 'absent', contentType })) !== null) return;
      const stored = await bucket.read(key);
      if (stored && Buffer.from(text).equals(stored.body)) return;
      const reason = 'it was exported before with different content than the audit has now';
      throw new DomainError('CorruptRecord', { what: key, reason });
    },
  };
}
