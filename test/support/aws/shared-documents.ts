import type * as z from 'zod';
import type { S3Artifacts } from '../../../src/aws/s3-artifacts';
import type { S3State } from '../../../src/aws/s3-state';
import { parseJsonRecord } from '../../../src/domain/base/parse';
import { OutputsDocument, PlanDocument } from '../../../src/domain/environment/artifacts';
import type { SharedDocument } from '../../../src/operations/ports/environment';

/** The readable plan of a run, as whoever gets it from the API reads it; null where there is none. */
export async function sharedPlan(artifacts: S3Artifacts, run: string): Promise<PlanDocument | null> {
  return read(PlanDocument, await artifacts.sharePlan(run));
}

/** The outputs of a life's last apply; null when nothing was applied. */
export async function sharedOutputs(
  states: S3State,
  life: { name: string; id: string },
): Promise<OutputsDocument | null> {
  return read(OutputsDocument, await states.shareOutputs(life));
}

async function read<Schema extends z.ZodType>(
  schema: Schema,
  shared: SharedDocument | null,
): Promise<z.output<Schema> | null> {
  if (shared === null) return null;
  const text = 'text' in shared ? shared.text : await (await fetch(shared.url)).text();
  return parseJsonRecord(schema, new TextEncoder().encode(text), 'a shared document');
}
