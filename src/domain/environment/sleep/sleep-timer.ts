import { day, earliest, hour, type Instant, minute, plus } from '../../base/time';
import type { Environment, Living } from '../environment';
import type { Run } from '../run';
import { nextEdge } from './sleep-edges';

/** AWS starts a stopped database by itself after seven days (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html). */
const longestStop = 7 * day + hour;

/** How soon after a refusal room for a wake is looked for again; the sweep looks no more often. */
const waitCheck = minute;

/** When an idle environment must be looked at for its sleep: at the next edge of its schedule, or to be put to sleep again. */
export function sleepTimer(environment: Living): Instant | undefined {
  const { run, schedule } = environment;
  if (run && !isWaitingTurn(run)) return undefined;
  const edge = schedule && nextEdge(schedule.sleep, schedule.edge);
  // A wake that waits for room in a quota is looked at anew; the edge itself is long past.
  const at = schedule?.waits ? plus(environment.updatedAt, waitCheck) : edge?.at;
  return earliest([at, run ? undefined : sleepAgainAt(environment)]);
}

/** Whether a plan that puts to sleep or wakes waits for a person: the next edge makes it pointless. */
export function isWaitingTurn({ phase, transition }: Run): boolean {
  return phase === 'awaiting-approval' && transition !== undefined;
}

/** When what sleeps is put to sleep once more, as AWS may have woken a part of it. */
export function sleepAgainAt(environment: Environment): Instant | undefined {
  const { status, applied } = environment;
  if (status !== 'ready' || !applied?.sleep?.asleep) return undefined;
  return plus(applied.at, longestStop);
}
