import type { Actor } from '../../../domain/access/actor';
import { authorizeOn, idsOf } from '../../../domain/access/authorize';
import type { EjectedView } from '../../../domain/api/eject-requests';
import { DomainError } from '../../../domain/base/errors';
import { readEnvironment } from '../environments';
import type { Deps } from '../../ports/deps';

/** Where the sealed copy lies that the caller had made of an environment; EjectedNotFound for anyone else, and a day later. */
export async function getEjected(
  { actor, name }: { actor: Actor; name: string },
  deps: Pick<Deps, 'registry' | 'artifacts'>,
): Promise<EjectedView> {
  const environment = await readEnvironment(name, deps);
  authorizeOn(actor, environment, { need: 'operate', what: 'eject' });
  const { ejected } = environment;
  const own = ejected && idsOf(actor).includes(ejected.by) ? ejected : undefined;
  const signed = own && (await deps.artifacts.signEjected(own.run));
  if (!signed) throw new DomainError('EjectedNotFound', { name });
  return { run: own.run, life: environment.id, bytes: own.bytes, ...signed };
}
