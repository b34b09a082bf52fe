import type { S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod';
import { PlanDocument, Timeline } from '../domain/environment/artifacts';
import { RunOutcome } from '../domain/environment/outcome';
import { Receipt } from '../domain/environment/receipt';
import { S3Bucket } from './s3-bucket';

const json = 'application/json';

/** The artifacts bucket: what each run leaves behind, under `runs/<run>/`. */
export class S3Artifacts {
  private readonly bucket: S3Bucket;

  constructor(client: S3Client, bucketName: string) {
    this.bucket = new S3Bucket(client, bucketName);
  }

  /** The last word of a run; null while it has none. */
  readOutcome(run: string): Promise<RunOutcome | null> {
    return this.bucket.readRecord(RunOutcome, keyOf(run, 'outcome.json'));
  }

  /** Whether this outcome was written; false when the run already has one, which stands. */
  async writeOutcome(outcome: RunOutcome): Promise<boolean> {
    const key = keyOf(outcome.run, 'outcome.json');
    const etag = await this.bucket.write(key, JSON.stringify(outcome), { when: 'absent', contentType: json });
    return etag !== null;
  }

  /** The readable plan of a run. */
  readPlan(run: string): Promise<PlanDocument | null> {
    return this.bucket.readRecord(PlanDocument, keyOf(run, 'plan.json'));
  }

  writePlan(plan: PlanDocument): Promise<void> {
    return this.bucket.writeRecord(keyOf(plan.run, 'plan.json'), plan);
  }

  /** The bytes of a saved plan; null when it was discarded. They hold secrets: only the runner asks. */
  async readPlanFile(run: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(keyOf(run, 'plan.tfplan')))?.body ?? null;
  }

  async writePlanFile(run: string, body: Uint8Array): Promise<void> {
    const contentType = 'application/octet-stream';
    await this.bucket.write(keyOf(run, 'plan.tfplan'), body, { when: 'always', contentType });
  }

  /** Forgets a saved plan after its decision; no error when it is gone already. */
  async discardPlanFile(run: string): Promise<void> {
    await this.bucket.remove(keyOf(run, 'plan.tfplan'));
  }

  readTimeline(run: string): Promise<Timeline | null> {
    return this.bucket.readRecord(Timeline, keyOf(run, 'timeline.json'));
  }

  writeTimeline(timeline: Timeline): Promise<void> {
    return this.bucket.writeRecord(keyOf(timeline.run, 'timeline.json'), timeline);
  }

  /** The estimate of a run's plan, as the pricing wrote it. */
  readEstimate<Schema extends z.ZodType>(run: string, schema: Schema): Promise<z.output<Schema> | null> {
    return this.bucket.readRecord(schema, keyOf(run, 'estimate.json'));
  }

  writeEstimate(run: string, estimate: unknown): Promise<void> {
    return this.bucket.writeRecord(keyOf(run, 'estimate.json'), estimate);
  }

  readReceipt(run: string): Promise<Receipt | null> {
    return this.bucket.readRecord(Receipt, keyOf(run, 'receipt.json'));
  }

  /** Writes the receipt's exact bytes, whose digest the environment keeps. */
  async writeReceipt(run: string, body: Uint8Array): Promise<void> {
    await this.bucket.write(keyOf(run, 'receipt.json'), body, { when: 'always', contentType: json });
  }

  /** The state that a fenced run could not put where it belongs; null for every other run. */
  async readFencedState(run: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(keyOf(run, 'terraform.tfstate')))?.body ?? null;
  }

  async writeFencedState(run: string, body: Uint8Array): Promise<void> {
    const options = { when: 'always', contentType: json } as const;
    await this.bucket.write(keyOf(run, 'terraform.tfstate'), body, options);
  }
}

function keyOf(run: string, file: string): string {
  return `runs/${run}/${file}`;
}
