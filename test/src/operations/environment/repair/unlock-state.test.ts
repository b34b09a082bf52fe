import { StateLock } from '../../../../../src/domain/environment/state-lock';
import { getLock } from '../../../../../src/operations/environment/repair/get-lock';
import { unlockState } from '../../../../../src/operations/environment/repair/unlock-state';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const unlock = (lockId = 'lock-1', actor = actors.ada) =>
  unlockState({ actor, name: 'foo', lockId }, stage.deps);

beforeEach(async () => {
  const { id } = await stage.ready();
  stage.world.locks.set(id, { lock: StateLock.parse({ ID: 'lock-1', Who: 'ada@laptop' }), etag: '"1"' });
});

it('shows who holds the lock, breaks exactly that lock, and writes down who did it', async () => {
  const seen = await getLock({ name: 'foo' }, stage.deps);
  await unlock(seen.ID);

  expect(seen.Who).toBe('ada@laptop');
  expect(stage.world.locks.size).toBe(0);
  expect(stage.world.published.at(-1)).toMatchObject({
    type: 'StateUnlocked',
    actor: actors.ada.id,
    data: { lock: 'lock-1' },
  });
  await expect(getLock({ name: 'foo' }, stage.deps)).rejects.toMatchObject({ code: 'StateNotLocked' });
});

it('leaves a lock that is not the one that was seen', async () => {
  await expect(unlock('lock-0')).rejects.toMatchObject({ code: 'LockChanged' });

  expect(stage.world.locks.size).toBe(1);
});

it('leaves a lock that was taken over since it was read', async () => {
  const deleteLock = stage.deps.states.deleteLock.bind(stage.deps.states);
  stage.deps.states.deleteLock = (life, etag) => {
    stage.world.locks.set(life.id, { lock: StateLock.parse({ ID: 'lock-2' }), etag: '"2"' });
    return deleteLock(life, etag);
  };

  await expect(unlock()).rejects.toMatchObject({ code: 'LockChanged' });
  expect((await getLock({ name: 'foo' }, stage.deps)).ID).toBe('lock-2');
});

it('is refused while a run may hold the lock', async () => {
  await changeEnvironment({ actor: actors.ada, name: 'foo', inputs: { resources: 9 } }, stage.deps);

  await expect(unlock()).rejects.toMatchObject({ code: 'RunActive' });
  expect(stage.world.locks.size).toBe(1);
});

it('tells nobody about the lock who may not break it', async () => {
  for (const lockId of ['lock-1', 'lock-0'])
    await expect(unlock(lockId, actors.bob)).rejects.toMatchObject({ code: 'Forbidden' });

  expect(stage.world.locks.size).toBe(1);
});

it('answers as before when it is asked again under its key, whoever holds the lock by then', async () => {
  const request = { key: 'k-1', digest: 'body' };
  const again = () => unlockState({ actor: actors.ada, name: 'foo', lockId: 'lock-1', request }, stage.deps);
  const first = await again();

  const unlocked = await again();
  const { id } = unlocked;
  stage.world.locks.set(id, { lock: StateLock.parse({ ID: 'lock-2' }), etag: '"2"' });
  const locked = await again();

  expect([unlocked, locked]).toEqual([first, first]);
  expect(stage.world.locks.size).toBe(1);
  expect(stage.world.published.filter(({ type }) => type === 'StateUnlocked')).toHaveLength(1);
});
