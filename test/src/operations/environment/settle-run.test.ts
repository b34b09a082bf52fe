import { DomainError } from '../../../../src/domain/base/errors';
import { minute } from '../../../../src/domain/base/time';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { planDigest, planOf } from '../../../support/builders/births';
import { appliedOutcome, failedOutcome } from '../../../support/builders/lives';
import { useStage } from '../../../support/plane/operations-stage';
import { approvePlan } from '../../../../src/operations/environment/approve-plan';
import { beginApply } from '../../../../src/operations/environment/runner-gate';
import { actors } from '../../../support/plane/operations-stage';

const stage = useStage();

/** The run of a life just asked for, which no build has claimed. */
async function unclaimed() {
  const { name, id, run } = await stage.create();
  return { name, id, runId: run!.id };
}

describe('a claimed run', () => {
  it('is settled by its outcome, whether or not its build is over', async () => {
    await stage.create();
    const claim = await stage.claim();
    await beginApply({ ...claim, planDigest }, stage.deps);
    stage.leave(claim, appliedOutcome(claim.runId));
    stage.world.overBuilds.clear();

    expect(await settleRun(claim, stage.deps)).toMatchObject({ status: 'ready', run: null });
  });

  it('is left alone while its build is not proven over, even when its workflow is', async () => {
    await stage.create();
    const claim = await stage.claim();

    const settled = await settleRun({ ...claim, workflowOver: true }, stage.deps);

    expect(settled).toMatchObject({ status: 'pending', run: { id: claim.runId } });
  });

  it('is lost when its build is over and said nothing', async () => {
    await stage.create();
    const claim = await stage.claim();
    stage.world.overBuilds.add(claim.build);

    const settled = await settleRun(claim, stage.deps);

    expect(settled).toMatchObject({ status: 'failed', failure: { class: 'lost' } });
  });

  it('is lost with the resources that its build was last heard to be at work on', async () => {
    await stage.create();
    const claim = await stage.claim();
    const current = [{ address: 'aws_lb.this', action: 'creating', seconds: 7 }];
    const progress = { counter: 1, at: stage.deps.clock(), step: 'apply', done: 3, total: 9, current };
    await stage.deps.runs.report(claim.runId, progress);
    stage.world.overBuilds.add(claim.build);

    const settled = await settleRun(claim, stage.deps);

    expect(settled).toMatchObject({ failure: { class: 'lost', addresses: ['aws_lb.this'] } });
    expect(settled).toMatchObject({
      failure: { reason: expect.stringMatching(/'idp retry'.*'idp destroy'/) },
    });
  });

  it('is lost all the same when nobody can read what it was at work on', async () => {
    await stage.create();
    const claim = await stage.claim();
    stage.deps.runs.progress = () => Promise.reject(new Error('torn'));
    stage.world.overBuilds.add(claim.build);

    const settled = await settleRun(claim, stage.deps);

    expect(settled).toMatchObject({ status: 'failed', failure: { class: 'lost', addresses: [] } });
  });

  it('has failed when what it left of its outcome cannot be read, and its life goes on to its end', async () => {
    await stage.create();
    const claim = await stage.claim();
    await beginApply({ ...claim, planDigest }, stage.deps);
    const torn = new DomainError('CorruptRecord', { what: 'runs/x/outcome.json', reason: 'x'.repeat(9_000) });
    stage.world.fail = (call) => (call === 'artifacts.readOutcome' ? torn : undefined);

    const settled = await settleRun(claim, stage.deps);
    stage.world.fail = () => undefined;
    const doomed = await destroyEnvironment({ actor: actors.ada, name: claim.name }, stage.deps);

    expect(settled).toMatchObject({ status: 'failed', run: null, failure: { class: 'unknown' } });
    expect(settled).toMatchObject({
      failure: {
        reason: expect.stringMatching(/^The result of the run cannot be read: runs\/x\/outcome.json/),
      },
    });
    expect(doomed).toMatchObject({ status: 'destroying', run: { kind: 'destroy' } });
  });

  it('waits for its outcome while the store gives no answer', async () => {
    await stage.create();
    const claim = await stage.claim();
    const throttled = new Error('SlowDown');
    stage.world.fail = (call) => (call === 'artifacts.readOutcome' ? throttled : undefined);

    await expect(settleRun(claim, stage.deps)).rejects.toBe(throttled);
  });

  it('is not lost when its outcome comes with the end of its build', async () => {
    await stage.create();
    const claim = await stage.claim();
    await beginApply({ ...claim, planDigest }, stage.deps);
    const isOver = stage.deps.builds.isOver.bind(stage.deps.builds);
    stage.deps.builds.isOver = async (build) => {
      stage.leave(claim, appliedOutcome(claim.runId));
      return isOver(build);
    };

    expect(await settleRun(claim, stage.deps)).toMatchObject({ status: 'ready' });
  });

  it('does not listen to the outcome of another build', async () => {
    await stage.create();
    const claim = await stage.claim();
    stage.leave({ ...claim, build: 'leasehold:other' }, failedOutcome());

    const early = await settleRun(claim, stage.deps);
    stage.world.overBuilds.add(claim.build);
    const late = await settleRun(claim, stage.deps);

    expect(early?.status).toBe('pending');
    expect(late).toMatchObject({ failure: { class: 'lost' } });
  });
});

describe('a run that nobody claimed', () => {
  it.each([
    "ENOSPC: no space left on device, mkdtemp '/tmp/build-XXXXXX' (DOWNLOAD_SOURCE)",
    'Project cannot be found: runner',
    "EROFS: read-only file system, mkdir '/builds' (DOWNLOAD_SOURCE)",
  ])('says why its build did not begin: %s', async (words) => {
    const run = await unclaimed();
    stage.world.buildFailures.set(run.runId, words);

    const settled = await settleRun({ ...run, workflowOver: true }, stage.deps);

    expect(settled).toMatchObject({
      failure: {
        class: 'not-started',
        reason: `No build started working on this run before its workflow ended: ${words}. Run 'idp retry' once that is fixed.`,
      },
    });
  });

  it('is closed also where nobody can be asked why', async () => {
    const run = await unclaimed();
    stage.world.fail = (call) => (call === 'workflows.failure' ? new Error('no answer') : undefined);

    const settled = await settleRun({ ...run, workflowOver: true }, stage.deps);

    expect(settled).toMatchObject({
      failure: { class: 'not-started', reason: expect.stringContaining('runner project') as string },
    });
  });

  it('is closed at once when its workflow says that it is over', async () => {
    const run = await unclaimed();

    const settled = await settleRun({ ...run, workflowOver: true }, stage.deps);

    expect(settled).toMatchObject({ status: 'failed', failure: { class: 'not-started' } });
  });

  it.each([
    ['running', 'pending'],
    ['over', 'failed'],
    ['absent', 'failed'],
  ] as const)('and whose execution is %s leaves the environment %s', async (state, status) => {
    const run = await unclaimed();
    if (state === 'absent') stage.world.executions.clear();
    else stage.world.executions.set(run.runId, state);

    expect((await settleRun(run, stage.deps))?.status).toBe(status);
  });

  it('is left alone while its start is still to be carried out', async () => {
    stage.world.fail = (call) => (call === 'workflows.start' ? new Error('throttled') : undefined);
    const run = await unclaimed();

    for (const workflowOver of [true, false])
      expect(await settleRun({ ...run, workflowOver }, stage.deps)).toMatchObject({
        run: { phase: 'queued' },
      });
  });

  it('and is claimed while it is looked at is not closed', async () => {
    const run = await unclaimed();
    const ask = stage.deps.workflows.describe.bind(stage.deps.workflows);
    stage.deps.workflows.describe = async (...asked) => {
      await stage.claim();
      stage.world.executions.set(run.runId, 'over');
      return ask(...asked);
    };

    expect(await settleRun(run, stage.deps)).toMatchObject({ status: 'pending', run: { phase: 'planning' } });
  });
});

describe('nothing is settled', () => {
  it('for a name, life or run that is not current', async () => {
    const run = await unclaimed();
    const other = (await stage.create({ name: 'bar' })).run!.id;
    const { version } = await stage.read();

    expect(await settleRun({ ...run, name: 'nothing', workflowOver: true }, stage.deps)).toBeUndefined();
    await settleRun({ ...run, id: other, workflowOver: true }, stage.deps);
    await settleRun({ ...run, runId: other, workflowOver: true }, stage.deps);

    expect((await stage.read()).version).toBe(version);
  });

  it('while a plan waits, also for the build that planned it', async () => {
    await stage.create({ planOnly: true });
    const claim = await stage.claim();
    stage.leave(claim, { result: 'planned', plan: planOf(claim.runId, ['plan-only']) });
    await settleRun(claim, stage.deps);

    const again = await settleRun({ ...claim, workflowOver: true }, stage.deps);
    await approvePlan({ actor: actors.ada, name: 'foo', planDigest }, stage.deps);
    const late = await settleRun({ ...claim, workflowOver: true }, stage.deps);

    expect(again?.run).toMatchObject({ phase: 'awaiting-approval' });
    expect(late?.run).toMatchObject({ phase: 'queued', planOf: claim.runId });
  });
});

it('settles once, however many ask at once', async () => {
  await stage.create();
  const claim = await stage.claim();
  stage.leave(claim, failedOutcome());
  stage.world.pass(minute);

  await Promise.all(Array.from({ length: 5 }, () => settleRun(claim, stage.deps)));

  const failures = stage.world.published.filter(({ type }) => type === 'EnvironmentFailed');
  expect(new Set(failures.map(({ id }) => id)).size).toBe(1);
  expect(await stage.read()).toMatchObject({ status: 'failed', outbox: [] });
});
