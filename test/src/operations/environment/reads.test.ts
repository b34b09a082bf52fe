import type { PlanDocument } from '../../../../src/domain/environment/artifacts';
import { minute } from '../../../../src/domain/base/time';
import { approvePlan } from '../../../../src/operations/environment/approve-plan';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { estimateCost } from '../../../../src/operations/template/estimate-cost';
import { getEnvironment } from '../../../../src/operations/environment/get-environment';
import { getHealth } from '../../../../src/operations/access/get-health';
import { getLife } from '../../../../src/operations/environment/get-life';
import { getLogs } from '../../../../src/operations/environment/get-logs';
import { getOutputs } from '../../../../src/operations/environment/get-outputs';
import { getPlan } from '../../../../src/operations/environment/get-plan';
import { getRun } from '../../../../src/operations/environment/get-run';
import { getTemplate } from '../../../../src/operations/template/get-template';
import { listEnvironments } from '../../../../src/operations/environment/list/list-environments';
import { listEvents } from '../../../../src/operations/environment/list-events';
import { listRuns } from '../../../../src/operations/environment/list-runs';
import { listTemplates } from '../../../../src/operations/template/list-templates';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { planDigest, planOf } from '../../../support/builders/births';
import type { Actor } from '../../../../src/domain/access/actor';
import type { SharedDocument } from '../../../../src/operations/ports/environment';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { ulidAt } from '../../../support/builders/ulids';

const stage = useStage();
const nothing = ulidAt('2025-01-01T00:00:00.000Z', 1);

async function waitingPlan(): Promise<string> {
  await stage.create({ planOnly: true });
  const claim = await stage.claim();
  const { runId: run } = claim;
  const document: PlanDocument = {
    run,
    digest: planDigest,
    at: stage.world.now,
    engine: 'x',
    resources: [],
    outputs: [],
  };
  stage.world.plans.set(run, document);
  stage.leave(claim, { result: 'planned', plan: planOf(run, ['plan-only']) });
  await settleRun(claim, stage.deps);
  return run;
}

/** What lies there, read. */
function textOf(document: SharedDocument): unknown {
  return 'text' in document ? JSON.parse(document.text) : undefined;
}

describe('a plan', () => {
  it('is shown for the run that made it and for the one that applies it', async () => {
    const run = await waitingPlan();
    const approved = await approvePlan({ actor: actors.ada, name: 'foo', planDigest }, stage.deps);

    expect(textOf(await getPlan({ actor: actors.ada, id: run }, stage.deps))).toMatchObject({
      run,
      digest: planDigest,
    });
    const shown = await getPlan({ actor: actors.ada, id: approved.run!.id }, stage.deps);
    expect(textOf(shown)).toMatchObject({ run });
  });

  it('is not there before it is made, nor is a run that nobody knows', async () => {
    const { run } = await stage.create();

    await expect(getPlan({ actor: actors.ada, id: run!.id }, stage.deps)).rejects.toMatchObject({
      code: 'PlanNotFound',
    });
    await expect(getRun({ actor: actors.ada, id: nothing }, stage.deps)).rejects.toMatchObject({
      code: 'RunNotFound',
    });
  });
});

describe('the log of a run', () => {
  it('is empty before a build has claimed it, and then that of the build, record or no record', async () => {
    const { run } = await stage.create();
    const early = await getLogs({ actor: actors.ada, id: run!.id, after: 't' }, stage.deps);
    const { build } = await stage.claim();

    expect(early).toEqual({ lines: [], next: 't', done: false });
    expect((await getRun({ actor: actors.ada, id: run!.id }, stage.deps)).build).toBeUndefined();
    expect((await getLogs({ actor: actors.ada, id: run!.id }, stage.deps)).lines).toMatchObject([
      { text: build },
    ]);
  });

  it('is done when the run ended without a build', async () => {
    const { run } = await stage.create();
    await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);

    expect(await getLogs({ actor: actors.ada, id: run!.id }, stage.deps)).toEqual({
      lines: [],
      next: null,
      done: true,
    });
  });
});

describe('the workflow of a pull request', () => {
  const workflow = { ...actors.ada, kind: 'workload' as const, id: 'repo:42:pull:7', preview: 'foo' };
  const other = { ...workflow, id: 'repo:42:pull:8', preview: 'bar' };

  it('reads the runs, plans, logs and lives of its own preview, and of no other', async () => {
    const { id: life } = await stage.create({ actor: workflow });
    const claim = await stage.claim();
    const id = claim.runId;
    const plan = {
      run: id,
      digest: planDigest,
      at: stage.world.now,
      engine: 'x',
      resources: [],
      outputs: [],
    };
    stage.world.plans.set(id, plan);
    const reads = (actor: Actor) => [
      getRun({ actor, id }, stage.deps),
      getPlan({ actor, id }, stage.deps),
      getLogs({ actor, id }, stage.deps),
      getLife({ actor, id: life }, stage.deps),
    ];

    const own = await Promise.allSettled(reads(workflow));
    const others = await Promise.allSettled(reads(other));

    expect(own.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'));
    expect(others).toEqual(
      Array(4).fill({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'Forbidden' }) as unknown,
      }),
    );
  });
});

describe('a life', () => {
  it('is found while it has its name and after, with the evidence of its end', async () => {
    const { id } = await stage.ready();
    const present = await getLife({ actor: actors.ada, id }, stage.deps);
    await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
    const { lastRun } = await stage.finishDestroy();
    const receipt = { life: id } as never;
    stage.world.receipts.set(lastRun!.id, receipt);
    const ended = await getLife({ actor: actors.ada, id }, stage.deps);
    await stage.create();

    expect(present).toMatchObject({ status: 'ready', evidence: null });
    expect(ended).toMatchObject({ status: 'destroyed', evidence: receipt });
    expect(await getLife({ actor: actors.ada, id }, stage.deps)).toEqual(ended);
  });

  it('that nobody knows is not found', async () => {
    await expect(getLife({ actor: actors.ada, id: nothing }, stage.deps)).rejects.toMatchObject({
      code: 'LifeNotFound',
    });
  });
});

describe('events', () => {
  it('are listed in order behind a number, those not yet delivered too', async () => {
    await stage.create();
    stage.world.fail = (call) => (call === 'audit.append' ? new Error('throttled') : undefined);
    await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);

    const all = await listEvents({ name: 'foo', after: 0 }, stage.deps);
    const later = await listEvents({ name: 'foo', after: 3 }, stage.deps);

    expect(all.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(later).toMatchObject({ items: [{ seq: 4 }, { seq: 5 }], next: null });
  });

  it('of more than a page are gone on with by number', async () => {
    const { id } = await stage.create();
    const [first] = (await listEvents({ name: 'foo', after: 0 }, stage.deps)).items;
    for (let seq = 3; seq <= 120; seq++) {
      const event = { ...first!, life: id, seq };
      await stage.deps.audit.append({ subject: id, event });
    }
    const seen = await stage.read();
    await stage.deps.registry.save({ ...seen, seq: 120, version: seen.version + 1 }, seen);

    const page = await listEvents({ name: 'foo', after: 0 }, stage.deps);
    const rest = await listEvents({ name: 'foo', after: Number(page.next) }, stage.deps);

    expect([page.items.length, page.next, rest.items.length, rest.next]).toEqual([100, '100', 20, null]);
  });
});

test('an environment shows what its build last reported', async () => {
  await stage.create();
  const { runId } = await stage.claim();
  const progress = { counter: 1, at: stage.world.now, step: 'plan', done: 0, total: 0, current: [] };
  await stage.deps.runs.report(runId, progress);

  expect((await getEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps)).run?.progress).toEqual(
    progress,
  );
});

test('the runs of a life are listed newest first', async () => {
  const planned = await waitingPlan();
  stage.world.pass(minute);
  const { run } = await approvePlan({ actor: actors.ada, name: 'foo', planDigest }, stage.deps);

  const { items } = await listRuns({ name: 'foo', limit: 10 }, stage.deps);

  expect(items.map(({ id }) => id)).toEqual([run!.id, planned]);
});

test('whoever asks for his own environments gets them', async () => {
  await stage.create({ name: 'ant' });
  await stage.create({ name: 'bee', actor: actors.bob });
  const list = async (owner?: string) =>
    (await listEnvironments({ actor: actors.bob, limit: 10, owner }, stage.deps)).items.map(
      ({ name }) => name,
    );

  expect([await list(), await list('me'), await list(actors.ada.id)]).toEqual([
    ['ant', 'bee'],
    ['bee'],
    ['ant'],
  ]);
});

test('outputs are empty before the first apply, and then those beside the state', async () => {
  const { id } = await stage.create();
  const before = await getOutputs({ name: 'foo' }, stage.deps);
  stage.world.outputs.set(id, { url: { sensitive: false, type: 'string', value: 'x' } });

  expect(textOf(before)).toEqual({});
  expect(textOf(await getOutputs({ name: 'foo' }, stage.deps))).toMatchObject({ url: { value: 'x' } });
});

test('templates are listed in short and shown whole', async () => {
  const { items } = await listTemplates({}, stage.deps);

  expect(items).toMatchObject([
    { name: 'playground', version: '1.0.0', versions: ['1.0.0'], approval: 'auto' },
  ]);
  expect(await getTemplate({ template: 'playground' }, stage.deps)).toMatchObject({
    manifest: { title: 'Playground' },
  });
  expect(await getHealth({}, stage.deps)).toEqual({ status: 'ok', at: stage.world.now, templates: 1 });
});

test.each([1, 2, 3, 10])(
  'whoever had another id before gets what is stored under both, %d at a time',
  async (limit) => {
    const now = { ...actors.bob, id: `people:${actors.bob.id}`, formerly: actors.bob.id };
    for (const name of ['ant', 'bee', 'cow']) await stage.create({ name, actor: actors.bob });
    for (const name of ['ape', 'bat']) await stage.create({ name, actor: now });
    await stage.create({ name: 'cat' });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listEnvironments({ actor: now, owner: 'me', limit, cursor }, stage.deps);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      names.push(...page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);

    expect(names).toEqual(['ape', 'bat', 'ant', 'bee', 'cow']);
  },
);

describe('an estimate', () => {
  it('fills in inputs and lease as a request would, and writes nothing', async () => {
    const answer = await estimateCost({ actor: actors.vic, template: 'playground', ttl: '2h' }, stage.deps);

    expect(answer).toMatchObject({
      template: { name: 'playground', version: '1.0.0' },
      inputs: { resources: 3 },
      lease: { expiresAt: '2026-01-01T02:00:00.000Z' },
    });
    expect((await listEnvironments({ actor: actors.ada, limit: 1 }, stage.deps)).items).toEqual([]);
  });

  it.each([
    [{ template: 'castle' }, 'TemplateNotFound'],
    [{ template: 'playground', ttl: '99d' }, 'LeaseTooLong'],
    [{ template: 'playground', inputs: { resources: 'x' } }, 'InvalidRequest'],
    [{ template: 'playground', target: 'moon' }, 'InvalidRequest'],
  ])('of %j is refused as the request would be', async (body, code) => {
    await expect(estimateCost({ actor: actors.vic, ...body }, stage.deps)).rejects.toMatchObject({ code });
  });
});
