import {
  causeIdOf,
  type DriftedObject,
  happeningsOf,
} from '../../../src/domain/environment/drift/drift-causes';
import type { DriftDocument } from '../../../src/domain/environment/drift/drift-document';
import type { DriftCheck } from '../../../src/domain/environment/drift/drift-check';
import { checkDrift } from '../../../src/operations/environment/drift/check-drift';
import { claimRun } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { sha256 } from '../builders/sha256';
import { start } from '../builders/births';
import { actors, type Stage } from '../plane/operations-stage';

/** The id of the one cause of an object. */
export function causeIn(object: DriftedObject): string {
  return happeningsOf(object).map((what) => causeIdOf(what, sha256))[0] ?? '';
}

const object: DriftedObject = {
  address: 'aws_sqs_queue.this',
  type: 'aws_sqs_queue',
  isGone: false,
  changes: [{ attribute: 'message_retention_seconds', before: 345_600, after: 60 }],
};

/** A queue whose messages are kept for a shorter time. */
export const retention = { object, id: causeIn(object) };

/** What a check left behind. */
export function driftDocument(run: string, objects: DriftedObject[]): DriftDocument {
  return { run, at: start, objects };
}

/** Lets a build claim the check that was asked for. */
export async function claimCheckOn({ deps, read }: Stage, name = 'foo'): Promise<DriftCheck> {
  await checkDrift({ actor: actors.root, name }, deps);
  const { id, check } = await read(name);
  if (!check) throw new Error(`'${name}' has no check`);
  await claimRun({ name, id, runId: check.id, build: `leasehold:${check.id}` }, deps);
  return check;
}

/** A check of the environment from its request to what it found. */
export async function driftOn(stage: Stage, objects: DriftedObject[], name = 'foo'): Promise<void> {
  const { id: runId } = await claimCheckOn(stage, name);
  const { id } = await stage.read(name);
  const causes = [...new Set(objects.map(causeIn))];
  const found = { objects: objects.length, causes };
  stage.world.drift.set(runId, driftDocument(runId, objects));
  stage.leave({ name, id, runId, build: `leasehold:${runId}` }, { result: 'checked', found });
  await settleRun({ name, id, runId }, stage.deps);
}
