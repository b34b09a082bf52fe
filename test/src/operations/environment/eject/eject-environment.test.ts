import { DomainEvent } from '../../../../../src/domain/environment/events';
import { minute, plus } from '../../../../../src/domain/base/time';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { checkDrift } from '../../../../../src/operations/environment/drift/check-drift';
import { ejectEnvironment } from '../../../../../src/operations/environment/eject/eject-environment';
import { getEjected } from '../../../../../src/operations/environment/eject/get-ejected';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { kinds } from '../../../../../lambdas/sweep/kinds';
import { createKeyPair } from '../../../../../src/bundle/eject/seal';
import { ejectKey, ejectOn } from '../../../../support/eject/ejected';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const eject = (key = ejectKey, actor = actors.ada) =>
  ejectEnvironment({ actor, name: 'foo', key }, stage.deps);
const fetched = (actor = actors.ada) => getEjected({ actor, name: 'foo' }, stage.deps);
const eventsOf = async () => {
  const { id } = await stage.read();
  const { items } = await stage.deps.audit.list(DomainEvent, id, { after: 0, limit: 100 });
  return items
    .filter(({ type }) => /^(Eject|DriftCheck)/.test(type))
    .map(({ type, data }) => [type, data['result'] ?? null]);
};

describe('an environment that is ejected', () => {
  it('stays ready, and its copy is handed to whoever asked for it alone', async () => {
    await stage.ready({ team: 'data' });
    const before = await stage.read();
    const run = await ejectOn(stage);
    expect(await fetched()).toMatchObject({ run, life: before.id, bytes: 1_000 });
    await expect(fetched(actors.tom)).rejects.toMatchObject({ code: 'EjectedNotFound' });
    await expect(fetched(actors.root)).rejects.toMatchObject({ code: 'EjectedNotFound' });
    await expect(fetched(actors.bob)).rejects.toMatchObject({ code: 'Forbidden' });
    const after = await stage.read();
    expect(after).toMatchObject({ status: 'ready', run: null, applied: before.applied });
    expect(after.check).toBeUndefined();
    expect(await eventsOf()).toEqual([
      ['EjectStarted', null],
      ['EjectEnded', 'ejected'],
    ]);
  });

  it('has no copy any more once the bucket has removed it', async () => {
    await stage.ready();
    await ejectOn(stage);
    stage.world.sealed.clear();
    await expect(fetched()).rejects.toMatchObject({ code: 'EjectedNotFound' });
  });

  it('is asked for once with one key; another key, or a check for drift, takes its place', async () => {
    await stage.ready();
    const first = await eject();
    expect((await eject()).check).toEqual(first.check);
    const second = await eject(createKeyPair().key);
    const third = await checkDrift({ actor: actors.ada, name: 'foo' }, stage.deps);
    const fourth = await eject();
    const ids = [first, second, third, fourth].map(({ check }) => check?.id);
    expect(new Set(ids).size).toBe(4);
    expect(stage.world.stoppedExecutions).toEqual(ids.slice(0, 3));
    expect(await eventsOf()).toEqual([
      ['EjectStarted', null],
      ['EjectEnded', 'replaced'],
      ['EjectStarted', null],
      ['EjectEnded', 'replaced'],
      ['DriftCheckStarted', null],
      ['DriftCheckEnded', 'replaced'],
      ['EjectStarted', null],
    ]);
  });

  it('gives way to a change, and what its build reports afterwards is dropped', async () => {
    await stage.ready();
    const { check, id } = await eject();
    await changeEnvironment({ actor: actors.ada, name: 'foo', inputs: { resources: 4 } }, stage.deps);
    const runId = check?.id ?? '';
    stage.leave({ name: 'foo', id, runId, build: 'late' }, { result: 'ejected', bytes: 1 });
    await settleRun({ name: 'foo', id, runId }, stage.deps);
    expect((await stage.read()).ejected).toBeUndefined();
  });

  it('whose build was killed is over by the sweep', async () => {
    await stage.ready();
    const { check } = await eject();
    stage.world.executions.set(check?.id ?? '', 'over');
    stage.world.now = plus(stage.world.now, 10 * minute);
    await sweep(kinds, stage.deps);
    expect((await stage.read()).check).toBeUndefined();
    expect(await eventsOf()).toContainEqual(['EjectEnded', 'failed']);
  });

  it('is refused to workloads, to whoever does not own it, and before it stands', async () => {
    await stage.create();
    await expect(eject()).rejects.toMatchObject({ code: 'WrongStatus' });
    const workload = { ...actors.ada, kind: 'workload' as const };
    await expect(eject(ejectKey, workload)).rejects.toThrow(/may not eject 'foo'; this requires a person\./);
    await expect(eject(ejectKey, actors.eve)).rejects.toMatchObject({ code: 'Forbidden' });
  });
});
