import * as z from 'zod';
import { Instant, minute, plus } from '../../base/time';
import type { Environment } from '../environment';
import { checkEndsBy } from './check-drift';

/** Which life of a target is checked by the schedule: one at a time, so that other runs keep their room. */
export const CheckTurn = z.strictObject({
  target: z.string(),
  version: z.int().positive(),
  life: z.strictObject({ name: z.string(), id: z.ulid() }),
  since: Instant,
});
export type CheckTurn = z.infer<typeof CheckTurn>;

/** A turn is taken before the check is written: for so long a check that is not there may still come. */
const writeWindow = minute;

/** Whether the turn is still used; `holder` is the present life of its name. */
export function isTurnUsed(turn: CheckTurn, holder: Environment | undefined, now: Instant): boolean {
  if (now < plus(turn.since, writeWindow)) return true;
  if (holder?.id !== turn.life.id || !holder.check) return false;
  return now < checkEndsBy(holder.check);
}
