import type { LaneLoad, TargetLoad } from '../../access/target-load';
import type { Measurement } from '../../base/metrics';
import { between, earliest, type Instant, second } from '../../base/time';
import { lanes, type LaneState, type TargetSlots } from './slots';

/** How many runs of a target are at work and wait, before its first run as well. */
export function loadOf(slots: TargetSlots | undefined): TargetLoad {
  return { runs: laneLoad(slots?.runs), destroys: laneLoad(slots?.destroys) };
}

function laneLoad({ running, waiting }: Pick<LaneState, 'running' | 'waiting'> = idle): LaneLoad {
  const oldest = earliest(waiting.map(({ asked }) => asked));
  return { atWork: running.length, waiting: waiting.length, oldest: oldest ?? null };
}

const idle = { running: [], waiting: [] };

/** How long the oldest run of a target has waited, for the stage and by target; nothing where none waits, as what is not written costs nothing. */
export function measureWaiters(slots: TargetSlots, now: Instant): Measurement[] {
  const oldest = earliest(lanes.flatMap((lane) => slots[lane].waiting.map(({ asked }) => asked)));
  if (oldest === undefined) return [];
  const measured = { name: 'OldestWaiterAge' as const, value: Math.max(0, between(oldest, now) / second) };
  return [measured, { ...measured, dimensions: { target: slots.id } }];
}
