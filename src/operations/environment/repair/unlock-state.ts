import { DomainError } from '../../../domain/base/errors';
import type { EnvironmentView } from '../../../domain/environment/view';
import { remembers, requestOf } from '../../../domain/registry/requests';
import { permit } from '../deeds/deed-rules';
import { showTo } from '../deeds/show-environment';
import { readEnvironment } from '../environments';
import type { Deps } from '../../ports/deps';
import { command, type UserInput } from '../user-operation';

/** A person breaks the lock that was seen, by its id; the event is written first, then exactly that lock is deleted. */
export async function unlockState(
  input: UserInput & { lockId: string },
  deps: Deps,
): Promise<EnvironmentView> {
  const { actor, name, lockId } = input;
  const environment = await readEnvironment(name, deps);
  permit('unlock', { actor, selfApproval: deps.selfApproval, now: deps.clock() }, environment);
  const found = await deps.states.readLock(environment);
  if (found?.lock.ID !== lockId) {
    if (remembers(environment, requestOf(actor, input.request))) return showTo(actor, environment, deps);
    throw found
      ? new DomainError('LockChanged', { name, lock: lockId })
      : new DomainError('StateNotLocked', { name });
  }
  const decided = { type: 'unlock', lock: lockId, by: actor.id } as const;
  const view = await command(input, { deed: 'unlock', decided }, deps);
  if (await deps.states.deleteLock(environment, found.etag)) return view;
  throw new DomainError('LockChanged', { name, lock: lockId });
}
