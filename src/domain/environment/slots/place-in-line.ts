import * as z from 'zod';
import { Instant, minute, plus } from '../../base/time';
import { inTurn } from './in-turn';
import { type InLine, lanes, type TargetSlots } from './slots';

/** For so long after it was started an execution may not be seen. */
const unseenFor = minute;

/** Where a run waits for a slot: which of how many in line, from 1 on, and since when. */
export const PlaceInLine = z.strictObject({
  position: z.int().positive(),
  of: z.int().positive(),
  since: Instant,
});
export type PlaceInLine = z.infer<typeof PlaceInLine>;

/** Where a run waits in line; undefined where it does not. */
export function placeInLine(slots: TargetSlots, run: string): PlaceInLine | undefined {
  for (const lane of lanes) {
    const line = inTurn(slots[lane]);
    const index = line.findIndex((one) => one.run === run);
    const found: InLine | undefined = line[index];
    if (found) return { position: index + 1, of: line.length, since: found.asked };
  }
  return undefined;
}

/** What the slots of its target say of a run whose execution is not there. */
export type UnseenRun = 'in-line' | 'starting' | 'started' | 'unknown';

/** Whether a run waits, or was given a slot and is started by somebody about now, or was started. */
export function unseenRun(slots: TargetSlots, run: string, now: Instant): UnseenRun {
  if (placeInLine(slots, run)) return 'in-line';
  const holding = [...slots.runs.running, ...slots.destroys.running].find((one) => one.run === run);
  if (!holding) return 'unknown';
  const isStarting = slots.effects.some((effect) => effect.run === run);
  return isStarting || now < plus(holding.since, unseenFor) ? 'starting' : 'started';
}
