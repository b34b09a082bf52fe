import type { Actor } from '../domain/actor';
import type { RequestKey } from '../domain/decide';
import type { Environment } from '../domain/environment';
import { DomainError } from '../domain/errors';
import { confirmedWindow, type Reservation, unconfirmedWindow } from '../domain/reservation';
import { plus } from '../domain/time';
import type { Deps } from './deps';

interface Request {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
}

type Reserving = Pick<Deps, 'reservations' | 'registry' | 'clock'>;

/**
 * Reserves a life id under the request's key. `made` is the environment that an earlier sending of the same request
 * made, living or ended; `id` is the one to use otherwise: the same again after a crash in between.
 */
export async function reserveRequest(
  { actor, name, request }: Request,
  id: string,
  deps: Reserving,
): Promise<{ id: string; made?: Environment }> {
  if (!request) return { id };
  const fresh: Reservation = {
    ...request,
    actor: actor.id,
    id,
    name,
    confirmed: false,
    dueAt: plus(deps.clock(), unconfirmedWindow),
  };
  if (await deps.reservations.reserve(fresh)) return { id };
  const before = await deps.reservations.get(actor.id, request.key);
  if (!before) throw new DomainError('VersionConflict', { name });
  if (before.digest !== request.digest) throw new DomainError('IdempotencyKeyReused', { key: request.key });
  const made = await findLife(before, deps);
  return made ? { id: before.id, made } : { id: before.id };
}

/** The environment now exists: the reservation is kept for repetitions only. */
export async function confirmRequest(
  { actor, name, request }: Request,
  id: string,
  deps: Reserving,
): Promise<void> {
  if (!request) return;
  const keepUntil = plus(deps.clock(), confirmedWindow);
  const reservation = { ...request, actor: actor.id, id, name, confirmed: false, dueAt: keepUntil };
  await deps.reservations.confirm(reservation, keepUntil);
}

/** The life with the reserved id: the present one of the name, or one that has ended. */
export async function findLife(
  { id, name }: { id: string; name: string },
  { registry }: Pick<Deps, 'registry'>,
): Promise<Environment | undefined> {
  const current = await registry.get(name);
  return current?.id === id ? current : registry.getLife(id);
}
