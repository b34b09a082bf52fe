import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { DomainError } from '../../domain/base/errors';
import { writeExact } from '../../domain/base/exact-json';
import { parseJsonRecord, parseRecord } from '../../domain/base/parse';
import { PreviewOrder, PreviewOutcome, ShownComponentPlan } from '../../domain/stack/plan/preview-order';
import type { Previews } from '../../operations/ports/stack';
import { S3Bucket } from '../s3-bucket';

const contentType = 'application/json';
const mostBytes = 50_000_000;
const mostOutcomeBytes = 100_000;

/** What a preview run reads and leaves. */
export interface PreviewRuns extends Previews {
  readOrder(run: string): Promise<PreviewOrder | null>;
  /** Writes the plan under its digest, and returns that. */
  writeShown(shown: ShownComponentPlan): Promise<string>;
  /** False when the run has an outcome already, which stands. */
  writeOutcome(outcome: PreviewOutcome): Promise<boolean>;
}

/** Preview runs in the artifacts bucket, under `runs/<run>/` as those of every run; a plan that people are shown is named by its digest. */
export function createS3Previews(client: S3Client, bucketName: string): PreviewRuns {
  const bucket = new S3Bucket(client, bucketName);
  const readChecked = async (run: string, digest: string): Promise<Uint8Array | null> => {
    const key = shownKey(run, digest);
    const stored = await bucket.read(key, { mostBytes });
    if (stored === null) return null;
    const found = digestOf(stored.body);
    if (found === digest) return stored.body;
    throw new DomainError('CorruptRecord', { what: key, reason: `its digest is ${found}` });
  };
  return {
    order: (order) => bucket.writeRecord(PreviewOrder, orderKey(order.run), order),
    readOrder: (run) => bucket.readRecord(PreviewOrder, orderKey(run)),
    readOutcome: (run) => bucket.readRecord(PreviewOutcome, outcomeKey(run), { mostBytes: mostOutcomeBytes }),
    writeOutcome: async (outcome) => {
      const key = outcomeKey(outcome.run);
      const text = JSON.stringify(parseRecord(PreviewOutcome, outcome, key));
      return (await bucket.write(key, text, { when: 'absent', contentType })) !== null;
    },
    writeShown: (shown) => writeShown(bucket, shown),
    readShown: async (run, digest) => {
      const body = await readChecked(run, digest);
      return body && parseJsonRecord(ShownComponentPlan, body, shownKey(run, digest));
    },
  };
}

/** Writes a plan that people are shown, or that is held against one, under its digest, and returns that. */
export async function writeShown(bucket: S3Bucket, shown: ShownComponentPlan): Promise<string> {
  const text = writeExact(parseRecord(ShownComponentPlan, shown, `The plan of ${shown.component}`));
  const digest = digestOf(text);
  await bucket.write(shownKey(shown.run, digest), text, { when: 'always', contentType });
  return digest;
}

function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function orderKey(run: string): string {
  return `runs/${run}/preview.json`;
}

function outcomeKey(run: string): string {
  return `runs/${run}/outcome.json`;
}

function shownKey(run: string, digest: string): string {
  return `runs/${run}/shown-${digest}.json`;
}
