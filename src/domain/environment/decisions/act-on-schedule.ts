import { leasehold } from '../../access/actor';
import { canonicalJson } from '../../base/canonical-json';
import type { Instant } from '../../base/time';
import type { Living } from '../environment';
import { newestEdge, type SleepEdge } from '../sleep/sleep-edges';
import type { FullQuota } from '../sleep/sleep-state';
import { isWaitingTurn, sleepAgainAt } from '../sleep/sleep-timer';
import { and, type Change, type EventDraft, type Moment, unchanged } from './change';
import { isSettled, mayTurn, pastEdge, turn } from './sleep-environment';
import { giveUpPlan } from './user-commands';

/**
 * Whether the quotas have room for a wake of the schedule: `edge` is the wake that was asked about, null where none was due then.
 * Any other wake is left until it was asked about, too.
 */
export interface WakeRoom {
  edge: Instant | null;
  /** The quota that has none. */
  full?: FullQuota;
}

/**
 * Does what the schedule has come to, each edge once: of those that were missed only the newest counts. An edge waits for the
 * run that is under way, but a plan of an earlier one that waits for a person is given up. A wake waits for `room`, where that is
 * limited.
 */
export function actOnSchedule(living: Living, moment: Moment, room?: WakeRoom): Change | null {
  const edge = edgeDue(living, moment.now);
  if (!edge) return sleepAgain(living, moment);
  if (living.run) return isWaitingTurn(living.run) ? giveUpTurn(living, moment) : unchanged;
  const seen = pastEdge(living, edge.at);
  if (isSettled(living, edge.to) || !mayTurn(living)) return { environment: seen, events: [], effects: [] };
  if (edge.to === 'wake' && room && (room.edge !== edge.at || room.full))
    return waitForRoom(living, room, moment) ?? sleepAgain(living, moment);
  return turn(seen, { to: edge.to, by: leasehold, scheduled: true }, moment);
}

/** The same wake waits for the same numbers without a word; people are notified once of each wake that waits. */
function waitForRoom(living: Living, { edge, full }: WakeRoom, { now }: Moment): Change | null {
  const { schedule } = living;
  if (!schedule || !full || edge === null) return unchanged;
  const before = schedule.waits?.edge === edge ? schedule.waits : undefined;
  const waits = { ...full, edge, since: before?.since ?? now };
  if (before && canonicalJson(before) === canonicalJson(waits)) return unchanged;
  const told: EventDraft = { type: 'WakeWaitsForQuota', actor: leasehold, data: { ...full, edge } };
  return {
    environment: { ...living, schedule: { ...schedule, waits } },
    events: before ? [] : [told],
    effects: [],
  };
}

function edgeDue({ schedule }: Living, now: Instant): SleepEdge | undefined {
  const edge = schedule && newestEdge(schedule.sleep, now);
  return schedule && edge && edge.at > schedule.edge ? edge : undefined;
}

function giveUpTurn(living: Living, { now }: Moment): Change {
  const change = giveUpPlan(living, { result: 'expired', by: leasehold }, now);
  const data = { run: living.run?.id ?? '' };
  return and({ ...change, events: [{ type: 'PlanExpired', actor: leasehold, data }] }, change.events);
}

function sleepAgain(living: Living, moment: Moment): Change | null {
  const at = sleepAgainAt(living);
  if (living.run || at === undefined || at > moment.now) return unchanged;
  return turn(living, { to: 'sleep', by: leasehold, scheduled: true }, moment);
}
