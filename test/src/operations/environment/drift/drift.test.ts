import { hour, minute, plus } from '../../../../../src/domain/base/time';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { checkDrift } from '../../../../../src/operations/environment/drift/check-drift';
import { expectDrift } from '../../../../../src/operations/environment/drift/expect-drift';
import { listDrift } from '../../../../../src/operations/environment/drift/list-drift';
import { beginApply } from '../../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { kinds } from '../../../../../lambdas/sweep/kinds';
import { DomainEvent } from '../../../../../src/domain/environment/events';
import { planDigest } from '../../../../support/builders/births';
import { appliedOutcome } from '../../../../support/builders/lives';
import { causeIn, claimCheckOn, driftDocument, driftOn, retention } from '../../../../support/drift/checked';
import { actors, useStage } from '../../../../support/plane/operations-stage';
import { templateVersion } from '../../../../support/terraform/catalog';

const stage = useStage();
const gone = { address: 'aws_sqs_queue.dead', type: 'aws_sqs_queue', isGone: true, changes: [] };
const list = (expected: 'true' | 'false' = 'false') => listDrift({ actor: actors.ada, expected }, stage.deps);
const events = async (name = 'foo') => {
  const { id } = await stage.read(name);

  return (await stage.deps.audit.list(DomainEvent, id, { after: 0, limit: 100 })).items;
};
const typesOf = async () =>
  (await events()).map(({ type }) => type).filter((type) => type.startsWith('Drift'));
const check = () => checkDrift({ actor: actors.ada, name: 'foo' }, stage.deps);
const change = () =>
  changeEnvironment({ actor: actors.ada, name: 'foo', inputs: { resources: 4 } }, stage.deps);
const sweepAt = (after: number) => {
  stage.world.now = plus(stage.world.now, after);
  return sweep(kinds, stage.deps);
};

describe('a check for drift', () => {
  it('leaves the environment ready, and is one however often it is asked for', async () => {
    await stage.ready();
    const first = await check();
    const again = await check();
    expect(first).toMatchObject({ status: 'ready', check: { by: actors.ada.id } });
    expect(first.run).toBeUndefined();
    expect(again.check).toEqual(first.check);
    expect(stage.world.started.filter(({ workflow }) => workflow === 'check-drift')).toHaveLength(1);
  });

  it('is refused beside a run, and of what does not stand', async () => {
    await stage.create();
    await expect(check()).rejects.toMatchObject({ code: 'WrongStatus' });
    await stage.ready({ name: 'bar' });
    const onBar = { actor: actors.ada, name: 'bar' };
    await changeEnvironment({ ...onBar, inputs: { resources: 4 } }, stage.deps);
    await expect(checkDrift(onBar, stage.deps)).rejects.toMatchObject({ code: 'RunActive' });
  });

  it.each([
    ['a change', () => change()],
    ['a destroy', () => destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps)],
  ])('gives way to %s, and what it reports afterwards is dropped', async (_, ask) => {
    await stage.ready();
    const { id: runId } = await claimCheckOn(stage);
    const asked = await ask();
    expect(asked.run).toBeDefined();
    expect(asked.check).toBeUndefined();
    expect(stage.world.stoppedExecutions).toContain(runId);
    const { id } = await stage.read();
    stage.world.drift.set(runId, driftDocument(runId, [retention.object]));
    stage.leave(
      { name: 'foo', id, runId, build: `leasehold:${runId}` },
      {
        result: 'checked',
        found: { objects: 1, causes: [retention.id] },
      },
    );
    const before = await stage.read();
    expect(await settleRun({ name: 'foo', id, runId }, stage.deps)).toEqual(before);
    expect(await typesOf()).toEqual(['DriftCheckStarted', 'DriftCheckEnded']);
  });

  it('whose build was killed ends by the sweep, and the environment stays as it is', async () => {
    await stage.ready();
    const { id } = await claimCheckOn(stage);
    await sweepAt(2 * minute);
    expect(await stage.read()).toMatchObject({ check: { id } });
    stage.world.overBuilds.add(`leasehold:${id}`);
    await sweepAt(2 * minute);
    expect(await stage.read()).not.toHaveProperty('check');
    const ended = (await events()).find(({ type }) => type === 'DriftCheckEnded');
    expect(ended?.data).toMatchObject({ run: id, result: 'failed', class: 'lost' });
    expect(await stage.read()).toMatchObject({ status: 'ready', run: null });
  });

  it('of which nothing is heard ends by its own time', async () => {
    await stage.ready({ ttl: '2d' });
    const { id } = await claimCheckOn(stage);
    await sweepAt(3 * hour);
    expect(await stage.read()).not.toHaveProperty('check');
    expect(stage.world.stoppedExecutions).toContain(id);
  });

  it('is listed among the runs, as one of the kind drift', async () => {
    await stage.ready();
    await driftOn(stage, []);
    const { id } = await stage.read();
    const { items } = await stage.deps.runs.list(id, { limit: 10 });
    expect(items[0]).toMatchObject({ kind: 'drift', result: 'clean', requestedBy: actors.root.id });
  });
});

describe('the list of drift', () => {
  it('has one row for each cause, with every environment where it is', async () => {
    await stage.ready();
    await stage.ready({ name: 'bar' });
    await stage.ready({ name: 'new' });
    await driftOn(stage, [retention.object]);
    await driftOn(stage, [retention.object, gone], 'bar');
    const found = await list();
    expect(found).toMatchObject({ checked: 2, unchecked: ['new'], expected: 0, complete: true });
    expect(
      found.causes.map(({ cause, environments }) => [cause, environments.map(({ name }) => name)]),
    ).toEqual([
      [retention.id, ['bar', 'foo']],
      [causeIn(gone), ['bar']],
    ]);
    expect(found.causes[0]?.environments[0]).toMatchObject({
      addresses: ['aws_sqs_queue.this'],
      version: '1.0.0',
    });
  });

  it('offers no fix that would be refused, as where its version is withdrawn or gone', async () => {
    await stage.ready();
    await driftOn(stage, [retention.object]);
    const changeRefused = async () => (await list()).causes[0]?.environments[0]?.changeRefused;
    const fix = () => changeEnvironment({ actor: actors.ada, name: 'foo', version: '1.0.0' }, stage.deps);
    const { catalog } = stage.deps;
    expect(await changeRefused()).toBeUndefined();
    stage.deps.catalog = { read: () => Promise.reject(new Error('not now')) };
    expect(await changeRefused()).toBeUndefined();
    const newest = templateVersion({ version: '1.1.0', withdrawn: ['1.0.0'] });
    const withdrawn = [{ name: 'playground', versions: [newest, templateVersion()] }];
    for (const templates of [withdrawn, []]) {
      stage.deps.catalog = { read: async () => ({ templates }) };
      expect(await changeRefused()).toBe('not-offered');
      await expect(fix()).rejects.toMatchObject({
        code: templates[0] ? 'VersionWithdrawn' : 'TemplateNotFound',
      });
    }
    stage.deps.catalog = catalog;
    expect(await fix()).toMatchObject({ status: 'ready', run: {} });
  });

  it('leaves out what is expected, until its end, for those who may change the environment', async () => {
    await stage.ready({ ttl: '2d' });
    await driftOn(stage, [retention.object]);
    const until = plus(stage.world.now, hour);
    const asked = { name: 'foo', cause: retention.id, reason: 'a trial', until };
    await expect(expectDrift({ actor: actors.bob, ...asked }, stage.deps)).rejects.toMatchObject({
      code: 'Forbidden',
    });
    await expectDrift({ actor: actors.ada, ...asked }, stage.deps);
    expect(await list()).toMatchObject({ causes: [], expected: 1 });
    expect((await list('true')).causes[0]?.environments[0]?.expected).toEqual({
      reason: 'a trial',
      by: actors.ada.id,
      until,
    });
    expect((await events()).find(({ type }) => type === 'DriftExpected')).toMatchObject({
      actor: actors.ada.id,
      data: { cause: retention.id, attribute: 'message_retention_seconds', reason: 'a trial', until },
    });
    stage.world.now = until;
    expect((await list()).causes).toHaveLength(1);
  });

  it('expects nothing that was not found, nor what holds a secret', async () => {
    const changes = [{ attribute: 'password', before: '(sensitive)', after: '(sensitive)' }];
    const secret = { address: 'aws_db.this', type: 'aws_db', isGone: false, changes };
    await stage.ready();
    await driftOn(stage, [secret]);
    const ask = (cause: string) =>
      expectDrift(
        { actor: actors.ada, name: 'foo', cause, reason: 'x', until: plus(stage.world.now, hour) },
        stage.deps,
      );
    await expect(ask(retention.id)).rejects.toThrow('no drift of the cause');
    await expect(ask(causeIn(secret))).rejects.toThrow('part of this change is secret');
  });
});

describe('people hear of drift', () => {
  it('once, again of another cause, and that it is gone', async () => {
    await stage.ready();
    await driftOn(stage, [retention.object]);
    await driftOn(stage, [retention.object]);
    await driftOn(stage, [retention.object, gone]);
    await driftOn(stage, []);
    const heard = (await typesOf()).filter((type) => ['DriftFound', 'DriftGone'].includes(type));
    expect(heard).toEqual(['DriftFound', 'DriftFound', 'DriftGone']);
  });

  it('that it is gone as soon as a change was applied', async () => {
    await stage.ready();
    await driftOn(stage, [retention.object]);
    await change();
    const claim = await stage.claim();
    await beginApply({ ...claim, planDigest }, stage.deps);
    stage.leave(claim, appliedOutcome(claim.runId));
    await settleRun(claim, stage.deps);
    expect((await typesOf()).at(-1)).toBe('DriftGone');
    expect(await list()).toMatchObject({ causes: [], checked: 0, unchecked: ['foo'] });
  });

  it('of what is expected only once it is not any more', async () => {
    await stage.ready({ ttl: '2d' });
    await driftOn(stage, [retention.object]);
    const until = plus(stage.world.now, hour);
    await expectDrift(
      { actor: actors.ada, name: 'foo', cause: retention.id, reason: 'x', until },
      stage.deps,
    );
    await driftOn(stage, [retention.object]);
    stage.world.now = until;
    await driftOn(stage, [retention.object]);
    const heard = (await typesOf()).filter((type) => type === 'DriftFound');
    expect(heard).toHaveLength(2);
  });
});
