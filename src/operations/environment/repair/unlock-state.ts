import { authorizeOn } from '../../../domain/access/authorize';
import { DomainError } from '../../../domain/base/errors';
import { type EnvironmentView, toView } from '../../../domain/environment/view';
import { remembers, requestOf } from '../../../domain/registry/requests';
import { readEnvironment } from '../environments';
import type { Deps } from '../../ports/deps';
import { command, type UserInput } from '../user-operation';

/** A person breaks the lock that was seen, by its id; the event is written first, then exactly that lock is deleted. */
export async function unlockState(
  input: UserInput & { lockId: string },
  deps: Deps,
): Promise<EnvironmentView> {
  const { name, lockId } = input;
  const access = { need: 'operate', what: 'unlock the state of' } as const;
  const environment = await readEnvironment(name, deps);
  authorizeOn(input.actor, environment, access);
  const found = await deps.states.readLock(environment);
  if (found?.lock.ID !== lockId) {
    if (remembers(environment, requestOf(input.actor, input.request))) return toView(environment);
    throw found
      ? new DomainError('LockChanged', { name, lock: lockId })
      : new DomainError('StateNotLocked', { name });
  }
  const view = await command(
    input,
    { access, decided: { type: 'unlock', lock: lockId, by: input.actor.id } },
    deps,
  );
  if (await deps.states.deleteLock(environment, found.etag)) return view;
  throw new DomainError('LockChanged', { name, lock: lockId });
}
