import { minuteOf, type RightRefusal, writtenPerMinute } from '../../domain/access/refusal';
import type { Refusals } from '../ports/access';
import type { Log } from '../ports/registry';
import type { RefusalTally } from './refusal-tally';

/** What recording needs: where refusals are kept, and what this process has seen refused. */
export interface RecordingDeps {
  refusals: Refusals;
  log: Log;
}

/**
 * Writes what was refused to a signed-in actor, one by one up to ten a minute and actor, and counts it above. The refusal
 * itself is returned whether or not it could be written.
 */
export async function recordRefusal(
  refusal: RightRefusal,
  tally: RefusalTally,
  { refusals, log }: RecordingDeps,
): Promise<void> {
  const { actor, code, request } = refusal;
  const minute = minuteOf(refusal.at);
  try {
    for (const due of tally.add(actor, minute)) {
      const counted = await refusals.count(due);
      const own = due.actor === actor && due.minute === minute;
      if (own && counted <= writtenPerMinute) await refusals.write(refusal, counted);
    }
  } catch (error) {
    log.warn('a refusal could not be written to the audit', { actor, code, request, error });
  }
}
