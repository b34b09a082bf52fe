import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { canonicalJson } from '../../domain/base/canonical-json';
import { DomainError } from '../../domain/base/errors';
import { ResolvedStack } from '../../domain/stack/resolved-stack';
import type { StackDocuments } from '../../operations/ports/stack';
import { S3Bucket } from '../s3-bucket';

const mostBytes = 6_000_000;

/** Revisions of stacks in the artifacts bucket, under `stacks/<digest>.json`. */
export function createS3StackDocuments(client: S3Client, bucketName: string): StackDocuments {
  const bucket = new S3Bucket(client, bucketName);
  return {
    keep: (digest, document) => bucket.writeRecord(ResolvedStack, keyOf(digest), document),
    read: async (digest) => {
      const key = keyOf(digest);
      const document = await bucket.readRecord(ResolvedStack, key, { mostBytes });
      if (document === null)
        throw new DomainError('CorruptRecord', { what: key, reason: 'it does not exist' });
      const found = createHash('sha256').update(canonicalJson(document)).digest('hex');
      if (found === digest) return document;
      throw new DomainError('CorruptRecord', { what: key, reason: `its digest is ${found}` });
    },
  };
}

function keyOf(digest: string): string {
  return `stacks/${digest}.json`;
}
