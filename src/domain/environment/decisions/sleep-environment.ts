import { DomainError } from '../../base/errors';
import type { Instant } from '../../base/time';
import type { Environment, Living } from '../environment';
import { newestEdge } from '../sleep/sleep-edges';
import type { Transition } from '../sleep/sleep-state';
import { and, type Change, type Moment, requireIdle, requireLiving, unchanged } from './change';
import { withRun } from './runs';

const verbs: Record<Transition, string> = { sleep: 'put to sleep', wake: 'wake' };
const requested = { sleep: 'EnvironmentSleepRequested', wake: 'EnvironmentWakeRequested' } as const;

/** Puts to sleep or wakes at once, until the schedule's next edge; nothing where it is so already, or on its way there. */
export function sleepEnvironment(
  environment: Environment,
  { to, by }: { to: Transition; by: string },
  moment: Moment,
): Change | null {
  const living = requireLiving(environment, moment.now, verbs[to]);
  requireSleeper(living);
  if (living.run?.transition === to) return unchanged;
  requireIdle(living);
  const held = holdUntilNextEdge(living, moment.now);
  if (isSettled(living, to)) return held === living ? unchanged : { ...nothing, environment: held };
  if (!mayTurn(living))
    throw new DomainError('WrongStatus', { name: living.name, status: living.status, what: verbs[to] });
  return turn(held, { to, by, scheduled: false }, moment);
}

/** Sets when it is put to sleep and woken from now on, beginning with the next edge; null takes the schedule away. */
export function scheduleSleep(
  environment: Environment,
  { sleep, by }: { sleep: string | null; by: string },
  { now }: Moment,
): Change | null {
  const living = requireLiving(environment, now, 'schedule the sleep of');
  if (sleep !== null) requireSleeper(living);
  if ((living.schedule?.sleep ?? null) === sleep) return unchanged;
  const { schedule: _, ...rest } = living;
  const scheduled = sleep === null ? {} : { schedule: { sleep, edge: now } };
  return {
    environment: { ...rest, ...scheduled } as Living,
    events: [{ type: 'SleepScheduleChanged', actor: by, data: { sleep } }],
    effects: [],
  };
}

/** Wants it asleep or awake, all else as it is wanted, and opens the run that makes it so; the caller knows that it may. */
export function turn(
  living: Living,
  { to, by, scheduled }: { to: Transition; by: string; scheduled: boolean },
  moment: Moment,
): Change {
  const { wanted } = living;
  const sleep = wanted.sleep && { ...wanted.sleep, asleep: to === 'sleep' };
  const turned = { ...living, wanted: { ...wanted, ...(sleep && { sleep }) } };
  const change = withRun(turned, { kind: 'provision', by, transition: to }, moment);
  const event = { type: requested[to], actor: by, data: { scheduled } };
  return and({ ...change, events: [event] }, change.events);
}

/** Whether it may be turned: it stands, or what failed was to turn it. */
export function mayTurn({ status, applied, lastRun, wanted }: Living): boolean {
  if (!applied || !wanted.sleep) return false;
  return status === 'ready' || (status === 'failed' && lastRun?.transition !== undefined);
}

/** Whether it stands, and is what it is to be turned to. */
export function isSettled({ status, wanted }: Living, to: Transition): boolean {
  return status === 'ready' && wanted.sleep?.asleep === (to === 'sleep');
}

const nothing = { events: [], effects: [] };

function requireSleeper({ name, wanted }: Living): void {
  const { name: template, version } = wanted.template;
  if (!wanted.sleep) throw new DomainError('CannotSleep', { name, template, version });
}

/** An edge that was missed is not made up for once somebody has said what they want. */
function holdUntilNextEdge<E extends Living>(living: E, now: Instant): E {
  const { schedule } = living;
  const edge = schedule && newestEdge(schedule.sleep, now);
  if (!schedule || !edge || edge.at <= schedule.edge) return living;
  return pastEdge(living, edge.at);
}

/** With nothing of its schedule left to do up to an edge, nor to wait for. */
export function pastEdge<E extends Living>(living: E, edge: Instant): E {
  const { schedule } = living;
  return schedule ? { ...living, schedule: { sleep: schedule.sleep, edge } } : living;
}
