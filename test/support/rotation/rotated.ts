import type { RotationDocument } from '../../../src/domain/environment/rotation/rotation-document';
import { claimRun } from '../../../src/operations/environment/runner-gate';
import { rotateEnvironment } from '../../../src/operations/environment/rotation/rotate-environment';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { start } from '../builders/births';
import { actors, type Stage } from '../plane/operations-stage';

/** What a run left that rotated a key. */
export function rotationDocument(run: string): RotationDocument {
  const step = { step: 'renew', does: 'KMS makes new key material', state: 'done' } as const;
  const resource = {
    address: 'aws_kms_key.this',
    type: 'aws_kms_key',
    what: 'key',
    result: 'rotated',
  } as const;
  return { run, rotation: run, at: start, resources: [{ ...resource, steps: [step] }] };
}

/** Has a build claim the rotation that was requested, and end it: the claim. */
export async function rotationOn(stage: Stage, name = 'foo') {
  const { deps } = stage;
  const { run } = await rotateEnvironment({ actor: actors.root, name, dryRun: false }, deps);
  const { id } = await stage.read(name);
  const claim = { name, id, runId: run!.id, build: `leasehold:${run!.id}` };
  await claimRun(claim, deps);
  stage.world.rotations.set(claim.runId, rotationDocument(claim.runId));
  stage.leave(claim, { result: 'rotated', counts: { rotated: 1, left: 0 } });
  await settleRun(claim, deps);
  return claim;
}
