import { DomainError } from '../../../domain/base/errors';
import type { StateLock } from '../../../domain/environment/state-lock';
import { readEnvironment } from '../environments';
import type { Deps } from '../../ports/deps';

/** Who holds the Terraform state lock of an environment; StateNotLocked when nobody does. */
export async function getLock(
  { name }: { name: string },
  deps: Pick<Deps, 'registry' | 'states'>,
): Promise<StateLock> {
  const found = await deps.states.readLock(await readEnvironment(name, deps));
  if (!found) throw new DomainError('StateNotLocked', { name });
  return found.lock;
}
