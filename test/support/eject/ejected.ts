import { createKeyPair } from '../../../src/bundle/eject/seal';
import type { Actor } from '../../../src/domain/access/actor';
import { ejectEnvironment } from '../../../src/operations/environment/eject/eject-environment';
import { claimRun } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { actors, type Stage } from '../plane/operations-stage';

/** A key that nobody has the private one of. */
export const { key: ejectKey } = createKeyPair();

/** An environment that whoever asks had ejected, from the request to the copy that the build left; the run. */
export async function ejectOn(stage: Stage, actor: Actor = actors.ada, name = 'foo'): Promise<string> {
  const { check, id } = await ejectEnvironment({ actor, name, key: ejectKey }, stage.deps);
  const runId = check?.id ?? '';
  const build = `leasehold:${runId}`;
  await claimRun({ name, id, runId, build }, stage.deps);
  stage.world.sealed.add(runId);
  stage.leave({ name, id, runId, build }, { result: 'ejected', bytes: 1_000 });
  await settleRun({ name, id, runId }, stage.deps);
  return runId;
}
