import { parseRecord } from '../../domain/base/parse';
import { type Instant, plus } from '../../domain/base/time';
import { confirmedWindow, Reservation, reservationKey } from '../../domain/registry/reservation';
import type { DecidingDeps, Reservations } from '../ports/registry';
import type { SweptKind } from './swept-kind';

type Repairing = Pick<DecidingDeps, 'clock'> & { reservations: Reservations };

/** Finds what was promised under a reservation; undefined where it is not there. */
export type FindPromised<D> = (reservation: Reservation, deps: D) => Promise<unknown>;

/** Reservations as the sweep visits them. */
export function sweptReservations<D extends Repairing>(find: FindPromised<D>): SweptKind<D> {
  return {
    prefix: reservationKey.prefix,
    logKey: () => ({}),
    visit: (key, body, deps) =>
      repairReservation(parseRecord(Reservation, body, `The reservation ${key}`), find, deps),
  };
}

/**
 * Mends what a crash between reservation and what it is for left: confirmed when that is there, freed when it
 * is not and nobody can be about to write it any more, or when the time for repetitions is over.
 */
export async function repairReservation<D extends Repairing>(
  reservation: Reservation,
  find: FindPromised<D>,
  deps: D,
): Promise<Instant | undefined> {
  if (reservation.dueAt > deps.clock()) return reservation.dueAt;
  const made = !reservation.confirmed && (await find(reservation, deps));
  if (made) await deps.reservations.confirm(reservation, plus(deps.clock(), confirmedWindow));
  else await deps.reservations.release(reservation);
  return undefined;
}
