import { DomainError } from '../../domain/base/errors';
import { plus } from '../../domain/base/time';
import type { RequestKey } from '../../domain/registry/entry';
import { confirmedWindow, type Reservation, unconfirmedWindow } from '../../domain/registry/reservation';
import type { DecidingDeps, Reservations } from '../ports/registry';

/** What is to be made under a request's key: of which kind, under which id and name. */
interface Wanted extends Pick<Reservation, 'id' | 'name' | 'of'> {
  actor: { id: string };
  request?: RequestKey | undefined;
}

type Reserving = Pick<DecidingDeps, 'clock'> & { reservations: Reservations };

/**
 * Reserves an id under the request's key. `made` is what an earlier sending of the same request made, as `find` finds
 * it; `id` is the one to use otherwise: the same again after a crash in between.
 */
export async function reserveRequest<Made>(
  wanted: Wanted,
  find: (promised: Pick<Reservation, 'id' | 'name'>) => Promise<Made | undefined>,
  deps: Reserving,
): Promise<{ id: string; made?: Made }> {
  const { actor, request, id, name } = wanted;
  if (!request) return { id };
  const fresh = reservationOf({ ...wanted, request }, plus(deps.clock(), unconfirmedWindow));
  if (await deps.reservations.reserve(fresh)) return { id };
  const before = await deps.reservations.get(actor.id, request.key);
  if (!before) throw new DomainError('VersionConflict', { name });
  if (before.digest !== request.digest) throw new DomainError('IdempotencyKeyReused', { key: request.key });
  const made = await find(before);
  return made ? { id: before.id, made } : { id: before.id };
}

/** What was wanted now exists: the reservation is kept for repetitions only. */
export async function confirmRequest({ request, ...wanted }: Wanted, deps: Reserving): Promise<void> {
  if (!request) return;
  const keepUntil = plus(deps.clock(), confirmedWindow);
  await deps.reservations.confirm(reservationOf({ ...wanted, request }, keepUntil), keepUntil);
}

/** What was wanted is refused: nothing is kept under the key, so that the request is judged anew when it is sent again. */
export async function releaseRequest({ request, ...wanted }: Wanted, deps: Reserving): Promise<void> {
  if (request) await deps.reservations.release(reservationOf({ ...wanted, request }, deps.clock()));
}

function reservationOf(
  { actor, request, id, name, of }: Wanted & { request: RequestKey },
  dueAt: string,
): Reservation {
  return { ...request, actor: actor.id, id, of, name, confirmed: false, dueAt };
}
