import type { Instant } from '../domain/time';
import { plus } from '../domain/time';
import { confirmedWindow } from '../domain/reservation';
import type { Deps } from './deps';
import { findLife } from './reserve-request';

/**
 * Mends what a crash between reservation and environment left: confirmed when the environment is there, freed when it
 * is not and nobody can be about to write it any more, or when the time for repetitions is over.
 */
export async function repairReservation(
  actor: string,
  key: string,
  deps: Pick<Deps, 'reservations' | 'registry' | 'clock'>,
): Promise<Instant | undefined> {
  const reservation = await deps.reservations.get(actor, key);
  if (!reservation) return undefined;
  if (reservation.dueAt > deps.clock()) return reservation.dueAt;
  const made = !reservation.confirmed && (await findLife(reservation, deps));
  if (!made) {
    await deps.reservations.release(reservation);
    return undefined;
  }
  await deps.reservations.confirm(reservation, plus(deps.clock(), confirmedWindow));
  return undefined;
}
