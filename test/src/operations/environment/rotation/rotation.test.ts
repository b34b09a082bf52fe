import { plus, second } from '../../../../../src/domain/base/time';
import { failureOf, type Outcome } from '../../../../../src/domain/environment/outcome';
import { getRotation } from '../../../../../src/operations/environment/rotation/get-rotation';
import { rotateEnvironment } from '../../../../../src/operations/environment/rotation/rotate-environment';
import { claimRun } from '../../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { rotationDocument, rotationOn } from '../../../../support/rotation/rotated';
import { DomainEvent } from '../../../../../src/domain/environment/events';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const actor = actors.root;
const stage = useStage();
const rotate = (more: object = {}) =>
  rotateEnvironment({ actor, name: 'foo', dryRun: false, ...more }, stage.deps);
const rotationEvents = async () => {
  const { id } = await stage.read();
  const { items } = await stage.deps.audit.list(DomainEvent, id, { after: 0, limit: 100 });
  return items.filter(({ type }) => type.startsWith('Rotation'));
};

/** An environment that is rotated up to the outcome of its run. */
async function rotatedTo(outcome: Outcome, dryRun = false) {
  await stage.ready();
  const asked = await rotate({ dryRun });
  const claim = { name: 'foo', id: asked.id, runId: asked.run!.id, build: 'leasehold:rotation' };
  await claimRun(claim, stage.deps);
  stage.leave(claim, outcome);
  await settleRun(claim, stage.deps);
  return claim.runId;
}

const lost = { result: 'failed' as const, failure: failureOf('lost', 'The build was killed.') };
const done = { result: 'rotated' as const, counts: { rotated: 2, left: 1 } };

describe('a rotation', () => {
  it('is a run of its own kind, which blocks a change, and leaves the environment ready with its end', async () => {
    await stage.ready();
    const asked = await rotate();

    expect(asked).toMatchObject({ status: 'ready', run: { kind: 'rotate', phase: 'queued' } });
    await expect(rotate()).rejects.toMatchObject({
      code: 'RunActive',
    });
  });

  it('ends with what was rotated, audited from its start to its end', async () => {
    const run = await rotatedTo(done);
    const { status, rotation, lastRun } = await stage.read();

    expect({ status, lastRun }).toMatchObject({
      status: 'ready',
      lastRun: { kind: 'rotate', result: 'rotated' },
    });
    expect(rotation).toMatchObject({ id: run, by: actor.id, endedAt: expect.anything() });
    expect((await rotationEvents()).map(({ type, data }) => [type, data])).toEqual([
      ['RotationStarted', { run, rotation: run, resumed: false }],
      ['RotationEnded', { run, rotation: run, result: 'rotated', rotated: 2, left: 1 }],
    ]);
  });

  it('that was killed half-way leaves the environment ready, and the next request goes on with the same one', async () => {
    const run = await rotatedTo(lost);
    const stopped = await stage.read();
    expect(stopped).toMatchObject({ status: 'ready', run: null, rotation: { id: run } });
    expect(stopped.rotation?.endedAt).toBeUndefined();

    stage.world.now = plus(stage.world.now, 90 * second);
    const again = await rotate();

    expect(again.rotation).toMatchObject({ id: run, since: stopped.rotation?.since });
    expect(again.run?.id).not.toBe(run);
  });

  it('that is over is followed by a new one', async () => {
    const run = await rotatedTo(done);
    stage.world.now = plus(stage.world.now, second);
    const again = await rotate();
    expect(again.rotation?.id).not.toBe(run);
    expect(again.rotation?.endedAt).toBeUndefined();
  });

  it('as a dry run leaves no rotation behind', async () => {
    await rotatedTo(done, true);
    const { rotation, lastRun } = await stage.read();
    expect({ rotation, lastRun }).toMatchObject({ rotation: undefined, lastRun: { result: 'listed' } });
    expect(await rotationEvents()).toEqual([]);
  });

  it('of a component gives the walk over its stack the id of its rotation, and takes that of the walk later', async () => {
    await stage.ready();
    const first = await rotate({ walk: { left: 2 } });
    expect(first.rotation?.walk).toEqual({ id: first.rotation?.id, left: 2 });
  });

  it('of what is not ready is refused', async () => {
    await stage.ready();
    await stage.create({ name: 'bar' });
    await expect(rotate({ name: 'bar', dryRun: true })).rejects.toMatchObject({
      code: 'WrongStatus',
    });
  });
});

describe('what a run rotated', () => {
  it('is read by its run, and missing where it left none', async () => {
    await stage.ready();
    const { runId } = await rotationOn(stage);
    const text = JSON.stringify(rotationDocument(runId));
    expect(await getRotation({ actor, id: runId }, stage.deps)).toEqual({ text });

    stage.world.rotations.clear();
    await expect(getRotation({ actor, id: runId }, stage.deps)).rejects.toMatchObject({
      code: 'RotationNotFound',
    });
  });
});
