import { type Environment, hasEnded } from '../../../domain/environment/environment';
import { type LockList, type LockRow, lockRow, runOfLock } from '../../../domain/environment/locks/lock-list';
import type { Deps } from '../../ports/deps';
import { inLanes } from '../../registry/in-lanes';
import { gather } from '../list/gather';

/** So many locks are read at a time. */
const lanes = 16;

type LockDeps = Pick<Deps, 'registry' | 'states' | 'runs'>;

/** The locks on the states of all environments that are there, each with whether the run that took it is at work. */
export async function listLocks(_: object, deps: LockDeps): Promise<LockList> {
  const { items, complete } = await gather((page) => deps.registry.list({}, page));
  const present = items.filter((one) => !hasEnded(one));
  const found = await inLanes(present, lanes, (one) => readLockRow(one, deps));
  return { locks: found.filter((row) => row !== null), read: present.length, complete };
}

/** The environment is read again behind its lock: a run that began meanwhile would look like a dead one. */
async function readLockRow(listed: Environment, deps: LockDeps): Promise<LockRow | null> {
  const held = await deps.states.readLock(listed);
  if (!held) return null;
  const environment = await deps.registry.get(listed.name);
  if (environment?.id !== listed.id) return null;
  const holder = runOfLock(environment, held.lock);
  const record = holder ? await deps.runs.get(holder.run) : undefined;
  return lockRow(environment, { lock: held.lock, record });
}
