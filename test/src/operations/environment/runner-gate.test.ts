import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { beginApply, beginVerify, claimRun } from '../../../../src/operations/environment/runner-gate';
import { planDigest } from '../../../support/builders/births';
import { loseAnswers } from '../../../support/aws/lagging-index';
import { depsOn } from '../../../support/plane/deps';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();

async function queued() {
  const { name, id, run } = await stage.create();
  return { name, id, runId: run!.id };
}

it('gives a run to one of many builds that ask at once', async () => {
  const run = await queued();

  const asked = Array.from({ length: 6 }, (_, index) =>
    claimRun({ ...run, build: `b:${index}` }, stage.deps),
  );
  const results = await Promise.allSettled(asked);

  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(5);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'RunRefused' });
});

it('answers a build the same again whose answer was lost', async () => {
  const run = { ...(await queued()), build: 'b:1' };
  const deaf = depsOn(loseAnswers(stage.table), stage.world);

  const claimed = await claimRun(run, deaf);
  const again = await claimRun(run, stage.deps);
  const began = await beginApply({ ...run, planDigest }, deaf);
  const once = await beginApply({ ...run, planDigest }, stage.deps);

  expect(again).toEqual(claimed);
  expect(once).toEqual(began);
});

it('refuses a build of a life that is over, whatever has its name now', async () => {
  const run = { ...(await queued()), build: 'b:1' };
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  const ended = claimRun(run, stage.deps);
  await expect(ended).rejects.toMatchObject({ code: 'RunRefused' });
  await stage.create();

  for (const ask of [claimRun, beginVerify]) await expect(ask(run, stage.deps)).rejects.toThrow('has ended');
  await expect(beginApply({ ...run, planDigest }, stage.deps)).rejects.toThrow('has ended');
});

it('verifies a destroy that a build has claimed', async () => {
  await stage.ready();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  const claim = await stage.claim();

  expect((await beginVerify(claim, stage.deps)).run?.phase).toBe('verifying');
});
