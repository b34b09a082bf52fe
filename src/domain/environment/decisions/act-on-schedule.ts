import { leasehold } from '../../access/actor';
import type { Living } from '../environment';
import { newestEdge, type SleepEdge } from '../sleep/sleep-edges';
import { isWaitingTurn, sleepAgainAt } from '../sleep/sleep-timer';
import { and, type Change, type Moment, unchanged } from './change';
import { isSettled, mayTurn, turn } from './sleep-environment';
import { giveUpPlan } from './user-commands';

/**
 * Does what the schedule has come to, each edge once: of those that were missed only the newest counts. An edge waits for the
 * run that is under way, but a plan of an earlier one that waits for a person is given up.
 */
export function actOnSchedule(living: Living, moment: Moment): Change | null {
  const edge = edgeDue(living, moment.now);
  if (!edge) return sleepAgain(living, moment);
  if (living.run) return isWaitingTurn(living.run) ? giveUpTurn(living, moment) : unchanged;
  const schedule = living.schedule && { ...living.schedule, edge: edge.at };
  const seen = { ...living, ...(schedule && { schedule }) };
  if (isSettled(living, edge.to) || !mayTurn(living)) return { environment: seen, events: [], effects: [] };
  return turn(seen, { to: edge.to, by: leasehold, scheduled: true }, moment);
}

function edgeDue({ schedule }: Living, now: string): SleepEdge | undefined {
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
