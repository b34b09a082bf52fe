import { lockInfo, StateLock } from '../../../../../src/domain/environment/state-lock';
import { cancelRun } from '../../../../../src/operations/environment/cancel-run';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { listLocks } from '../../../../../src/operations/environment/repair/list-locks';
import { unlockState } from '../../../../../src/operations/environment/repair/unlock-state';
import { retryRun } from '../../../../../src/operations/environment/retry-run';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { failedOutcome } from '../../../../support/builders/lives';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const list = () => listLocks({}, stage.deps);
const rows = async () => (await list()).locks;

/** A lock as the run of a life takes it; the state's file is locked by it from then on. */
function lockBy(life: string, run: string | null): void {
  const Info = run === null ? '' : lockInfo({ life, run });
  const lock = StateLock.parse({
    ID: `lock-${run ?? 'hand'}`,
    Who: 'someone',
    Info,
    Created: stage.world.now,
  });
  stage.world.locks.set(life, { lock, etag: '"1"' });
}

it('lists a lock of a run that is at work as such, and removing it is refused', async () => {
  await stage.create();
  const { id, runId } = await stage.claim();
  lockBy(id, runId);

  expect(await rows()).toMatchObject([{ environment: 'foo', run: runId, state: 'live', active: runId }]);
  const unlock = unlockState({ actor: actors.ada, name: 'foo', lockId: `lock-${runId}` }, stage.deps);
  await expect(unlock).rejects.toMatchObject({ code: 'RunActive' });
  expect(stage.world.locks.size).toBe(1);
});

it('names the dead run that left a lock and how it ended, and the lock can be removed by its id', async () => {
  await stage.create();
  const claim = await stage.claim();
  lockBy(claim.id, claim.runId);
  stage.leave(claim, failedOutcome('lost', 'The build was killed.'));
  await settleRun(claim, stage.deps);

  const [row] = await rows();

  expect(row).toMatchObject({ run: claim.runId, state: 'dead', active: null, ended: { result: 'failed' } });
  await unlockState({ actor: actors.ada, name: 'foo', lockId: row?.lock ?? '' }, stage.deps);
  expect(await rows()).toEqual([]);
});

it('says of a lock of a dead run that another run is active, which takes it over', async () => {
  await stage.create();
  const claim = await stage.claim();
  lockBy(claim.id, claim.runId);
  stage.leave(claim, failedOutcome('lost', 'The build was killed.'));
  await settleRun(claim, stage.deps);
  const { run } = await retryRun({ actor: actors.ada, name: 'foo' }, stage.deps);

  expect(await rows()).toMatchObject([{ run: claim.runId, state: 'dead', active: run?.id }]);
});

it('says of a lock that no run of this environment took that it is foreign', async () => {
  const { id } = await stage.ready();
  const other = await stage.ready({ name: 'bar' });
  lockBy(id, null);
  stage.world.locks.set(other.id, {
    lock: StateLock.parse({ ID: 'l', Info: lockInfo({ life: id, run: other.lastRun?.id ?? '' }) }),
    etag: '"2"',
  });

  expect(await rows()).toMatchObject([
    { environment: 'bar', run: null, state: 'foreign' },
    { environment: 'foo', who: 'someone', run: null, state: 'foreign' },
  ]);
});

it('takes a run that began after the list was read for one at work', async () => {
  const { id } = await stage.ready();
  const { registry } = stage.deps;
  stage.deps.registry = {
    ...registry,
    get: registry.get.bind(registry),
    list: async (...asked: Parameters<typeof registry.list>) => {
      const page = await registry.list(...asked);
      await changeEnvironment({ actor: actors.ada, name: 'foo', inputs: { resources: 4 } }, stage.deps);
      const { runId } = await stage.claim();
      lockBy(id, runId);
      return page;
    },
  };

  expect(await rows()).toMatchObject([{ state: 'live' }]);
  stage.deps.registry = registry;
  await cancelRun({ actor: actors.ada, name: 'foo' }, stage.deps);
});
