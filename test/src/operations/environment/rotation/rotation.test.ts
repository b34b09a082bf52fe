import { plus, second } from '../../../../../src/domain/base/time';
import { failureOf, type Outcome } from '../../../../../src/domain/environment/outcome';
import { getRotation } from '../../../../../src/operations/environment/rotation/get-rotation';
import { rotateEnvironment } from '../../../../../src/operations/environment/rotation/rotate-environment';
import { uploadCertificate } from '../../../../../src/operations/environment/rotation/upload-certificate';
import { beginApply, claimRun } from '../../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { planDigest } from '../../../../support/builders/births';
import { appliedOutcome } from '../../../../support/builders/lives';
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

describe('the replacement of a certificate', () => {
  const certificate = { address: 'aws_acm_certificate.site', digest: 'a'.repeat(64) };
  const preview = { ...actors.ada, preview: 'foo', previews: ['foo'] };
  const arn = 'arn:aws:acm:eu-central-1:111111111111:certificate/site';
  const item = { address: certificate.address, name: 'shop.test', arn, ends: '2026-02-01T00:00:00.000Z' };

  /** A replacement up to the outcome of its run. */
  async function replacedTo(outcome: Outcome, more: object = {}) {
    await stage.create();
    const building = await stage.claim();
    await beginApply({ ...building, planDigest }, stage.deps);
    const certificates = { at: stage.world.now, items: [item] };
    stage.leave(building, { ...appliedOutcome(building.runId), certificates } as Outcome);
    await settleRun(building, stage.deps);
    const asked = await rotate({ certificate, ...more });
    const claim = { name: 'foo', id: asked.id, runId: asked.run!.id, build: 'leasehold:rotation' };
    expect((await stage.read()).run).toMatchObject({ kind: 'rotate', certificate, requestedBy: actor.id });
    await claimRun(claim, stage.deps);
    stage.leave(claim, outcome);
    await settleRun(claim, stage.deps);
    return claim.runId;
  }

  it('is a run that knows which upload it imports, and leaves the new end and no rotation of all values', async () => {
    const ends = '2026-09-01T00:00:00.000Z';
    const counts = { rotated: 1, left: 0 };
    const run = await replacedTo({ result: 'rotated', counts, replaced: { arn, ends } });

    const { rotation, certificates } = await stage.read();
    expect({ rotation, items: certificates?.items }).toEqual({
      rotation: undefined,
      items: [{ ...item, ends }],
    });
    expect((await rotationEvents()).map(({ type, data }) => [type, data])).toEqual([
      ['RotationStarted', { run, certificate: certificate.address }],
      ['RotationEnded', { run, certificate: certificate.address, result: 'rotated', ...counts }],
    ]);
  });

  it('that failed leaves the environment ready with the end that it had', async () => {
    const run = await replacedTo(lost);
    const { status, certificates } = await stage.read();
    expect([status, certificates?.items]).toEqual(['ready', [item]]);
    expect((await rotationEvents()).at(-1)).toMatchObject({
      type: 'RotationEnded',
      data: { run, certificate: certificate.address, result: 'failed' },
    });
  });

  it('is not said to have happened after a dry run', async () => {
    await replacedTo({ result: 'rotated', counts: { rotated: 1, left: 0 } }, { dryRun: true });
    expect((await stage.read()).lastRun).toMatchObject({ result: 'listed' });
    expect(await rotationEvents()).toEqual([]);
  });

  it('is no part of a walk over a stack, and nothing for a preview', async () => {
    await stage.ready();
    expect(() => rotate({ certificate, walk: { left: 0 } })).toThrow(
      expect.objectContaining({ code: 'InvalidRequest' }),
    );
    expect(() => rotate({ certificate, actor: preview })).toThrow(
      expect.objectContaining({ code: 'Forbidden' }),
    );
    const sent = { environment: 'foo', digest: certificate.digest, bytes: 10 };
    expect(() => uploadCertificate({ actor: preview, ...sent }, stage.deps)).toThrow(
      expect.objectContaining({ code: 'Forbidden' }),
    );
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
