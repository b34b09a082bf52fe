import type { S3Client } from '@aws-sdk/client-s3';
import type { Instant } from '../domain/base/time';
import { parseJsonRecord, parseRecord } from '../domain/base/parse';
import { EstimateDocument } from '../domain/cost/estimate-document';
import type { Estimate } from '../domain/cost/estimate';
import { PlanDocument, Timeline } from '../domain/environment/artifacts';
import { DriftDocument } from '../domain/environment/drift/drift-document';
import { RotationDocument } from '../domain/environment/rotation/rotation-document';
import { readableOutcome, RunOutcome } from '../domain/environment/outcome';
import { Receipt } from '../domain/environment/receipt';
import type { ShownComponentPlan } from '../domain/stack/plan/preview-order';
import type { SharedDocument } from '../operations/ports/environment';
import { S3Bucket } from './s3-bucket';
import { writeShown } from './stacks/s3-previews';

const json = 'application/json';
/** No outcome that a runner wrote comes near it, and whoever settles a run must not break on the size of one. */
const mostOutcomeBytes = 1_000_000;

/** The artifacts bucket: what each run leaves behind, under `runs/<run>/`. */
export class S3Artifacts {
  private readonly bucket: S3Bucket;

  constructor(client: S3Client, bucketName: string) {
    this.bucket = new S3Bucket(client, bucketName);
  }

  /** The last word of a run; null while it has none, CorruptRecord when it cannot be read. */
  readOutcome(run: string): Promise<RunOutcome | null> {
    return this.bucket.readRecord(RunOutcome, keyOf(run, 'outcome.json'), { mostBytes: mostOutcomeBytes });
  }

  /** Whether this outcome was written, as its reader takes it; false when the run already has one, which stands. */
  async writeOutcome(outcome: RunOutcome): Promise<boolean> {
    const key = keyOf(outcome.run, 'outcome.json');
    const record = parseRecord(RunOutcome, readableOutcome(outcome), key);
    const etag = await this.bucket.write(key, JSON.stringify(record), { when: 'absent', contentType: json });
    return etag !== null;
  }

  /** The readable plan of a run, for who only hands it on. */
  sharePlan(run: string): Promise<SharedDocument | null> {
    return this.bucket.share(keyOf(run, 'plan.json'));
  }

  writePlan(plan: PlanDocument): Promise<void> {
    return this.bucket.writeRecord(PlanDocument, keyOf(plan.run, 'plan.json'), plan);
  }

  /** Leaves a plan to be held against one that was shown before; returns its digest. */
  writeShown(shown: ShownComponentPlan): Promise<string> {
    return writeShown(this.bucket, shown);
  }

  /** The bytes of a saved plan; null when it was discarded. They hold secrets: only the runner asks. */
  async readPlanFile(run: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(keyOf(run, 'plan.tfplan')))?.body ?? null;
  }

  async writePlanFile(run: string, body: Uint8Array): Promise<void> {
    const contentType = 'application/octet-stream';
    await this.bucket.write(keyOf(run, 'plan.tfplan'), body, { when: 'always', contentType });
  }

  /** An archive of what Terraform wrote while it made a saved plan; null where it wrote nothing. It may hold secrets, too. */
  async readPlanFiles(run: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(keyOf(run, 'plan-files.zip')))?.body ?? null;
  }

  async writePlanFiles(run: string, body: Uint8Array): Promise<void> {
    const contentType = 'application/zip';
    await this.bucket.write(keyOf(run, 'plan-files.zip'), body, { when: 'always', contentType });
  }

  /** Forgets a saved plan and what it wrote after its decision; no error when it is gone already. */
  async discardPlanFile(run: string): Promise<void> {
    await this.bucket.remove(keyOf(run, 'plan.tfplan'));
    await this.bucket.remove(keyOf(run, 'plan-files.zip'));
  }

  /** What a check for drift found; null where it left nothing. */
  readDrift(run: string): Promise<DriftDocument | null> {
    return this.bucket.readRecord(DriftDocument, keyOf(run, 'drift.json'));
  }

  writeDrift(drift: DriftDocument): Promise<void> {
    return this.bucket.writeRecord(DriftDocument, keyOf(drift.run, 'drift.json'), drift);
  }

  /** What a run rotated, for who only hands it on; null where it left nothing. */
  shareRotation(run: string): Promise<SharedDocument | null> {
    return this.bucket.share(keyOf(run, 'rotation.json'));
  }

  writeRotation(rotation: RotationDocument): Promise<void> {
    return this.bucket.writeRecord(RotationDocument, keyOf(rotation.run, 'rotation.json'), rotation);
  }

  /** Leaves a sealed copy of an environment, for a day. */
  async writeEjected(run: string, body: Uint8Array): Promise<void> {
    const contentType = 'application/octet-stream';
    await this.bucket.write(ejectedKey(run), body, { when: 'always', contentType });
  }

  /** Where that copy may be fetched for five minutes; null when there is none any more. */
  signEjected(run: string): Promise<{ url: string; expiresAt: Instant } | null> {
    return this.bucket.sign(ejectedKey(run));
  }

  readTimeline(run: string): Promise<Timeline | null> {
    return this.bucket.readRecord(Timeline, keyOf(run, 'timeline.json'));
  }

  writeTimeline(timeline: Timeline): Promise<void> {
    return this.bucket.writeRecord(Timeline, keyOf(timeline.run, 'timeline.json'), timeline);
  }

  /** The estimate of a run's plan, as the pricing wrote it. */
  readEstimate(run: string): Promise<Estimate | null> {
    return this.bucket.readRecord(EstimateDocument, keyOf(run, 'estimate.json'));
  }

  writeEstimate(run: string, estimate: Estimate): Promise<void> {
    return this.bucket.writeRecord(EstimateDocument, keyOf(run, 'estimate.json'), estimate);
  }

  readReceipt(run: string): Promise<Receipt | null> {
    return this.bucket.readRecord(Receipt, keyOf(run, 'receipt.json'));
  }

  /** Writes the receipt's exact bytes, whose digest the environment keeps; CorruptRecord when they are no receipt. */
  async writeReceipt(run: string, body: Uint8Array): Promise<void> {
    parseJsonRecord(Receipt, body, keyOf(run, 'receipt.json'));
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

/** Under a prefix of its own, so that a rule of the bucket removes it. */
function ejectedKey(run: string): string {
  return `ejected/${run}/sealed`;
}

function keyOf(run: string, file: string): string {
  return `runs/${run}/${file}`;
}
