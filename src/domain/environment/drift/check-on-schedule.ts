import { leasehold } from '../../access/actor';
import type { Instant } from '../../base/time';
import { type Change, type Moment, unchanged } from '../decisions/change';
import type { Living } from '../environment';
import { openCheck } from './check-drift';

/** A check that the schedule has come to: for which of its times, and whether there is room for it. */
export interface CheckRoom {
  at: Instant;
  isFree: boolean;
}

/** Opens the check that is due; without room it waits, and is forgotten as soon as it is not due any more. */
export function checkOnSchedule(living: Living, moment: Moment, room?: CheckRoom): Change | null {
  const { scheduled, ...rest } = living;
  if (!room) return scheduled?.waits ? quietly(rest) : unchanged;
  if (living.run || living.check || living.status !== 'ready') return unchanged;
  if (room.isFree)
    return openCheck({ ...living, scheduled: { at: room.at, waits: false } }, leasehold, moment);
  if (scheduled?.waits && scheduled.at === room.at) return unchanged;
  return quietly({ ...living, scheduled: { at: room.at, waits: true } });
}

function quietly(environment: Living): Change {
  return { environment, events: [], effects: [] };
}
