import type { Instant } from '../../domain/base/time';
import { plus } from '../../domain/base/time';
import { confirmedWindow, type Reservation } from '../../domain/registry/reservation';
import type { Deps } from '../ports/deps';
import { findLife } from './reserve-request';

type Repairing = Pick<Deps, 'reservations' | 'registry' | 'imageBuilds' | 'clock'>;

/**
 * Mends what a crash between reservation and what it is for left: confirmed when that is there, freed when it
 * is not and nobody can be about to write it any more, or when the time for repetitions is over.
 */
export async function repairReservation(
  actor: string,
  key: string,
  deps: Repairing,
): Promise<Instant | undefined> {
  const reservation = await deps.reservations.get(actor, key);
  if (!reservation) return undefined;
  if (reservation.dueAt > deps.clock()) return reservation.dueAt;
  const made = !reservation.confirmed && (await findMade(reservation, deps));
  if (!made) {
    await deps.reservations.release(reservation);
    return undefined;
  }
  await deps.reservations.confirm(reservation, plus(deps.clock(), confirmedWindow));
  return undefined;
}

function findMade(reservation: Reservation, deps: Repairing): Promise<unknown> {
  return reservation.of === 'image-build'
    ? deps.imageBuilds.get(reservation.id)
    : findLife(reservation, deps);
}
