import { type Instant, latest } from '../../../domain/base/time';
import type { CheckRoom } from '../../../domain/environment/drift/check-on-schedule';
import { scheduledCheckDue } from '../../../domain/environment/drift/check-schedule';
import { isTurnUsed } from '../../../domain/environment/drift/check-turn';
import type { Environment } from '../../../domain/environment/environment';
import type { CoreDeps } from '../../ports/environment';

type RoomDeps = Pick<CoreDeps, 'checkInterval' | 'checkTurns' | 'registry' | 'clock' | 'log'>;

/**
 * Takes the turn of its target for a check that the schedule has come to, before it is decided; undefined where none is due. A turn
 * that cannot be taken delays nothing else that is due.
 */
export async function roomForCheck(seen: Environment, deps: RoomDeps): Promise<CheckRoom | undefined> {
  const now = latest(deps.clock(), seen.updatedAt);
  const at = scheduledCheckDue(seen, deps.checkInterval, now);
  if (at === undefined) return undefined;
  try {
    return { at, isFree: await takeTurn(seen, now, deps) };
  } catch (error) {
    deps.log.warn('the turn for a check for drift could not be taken', { environment: seen.name, error });
    return { at, isFree: false };
  }
}

async function takeTurn({ name, id, target }: Environment, now: Instant, deps: RoomDeps): Promise<boolean> {
  const turn = await deps.checkTurns.get(target);
  const isOthers = turn !== undefined && turn.life.id !== id;
  if (isOthers && isTurnUsed(turn, await deps.registry.get(turn.life.name), now)) return false;
  const next = { target, version: (turn?.version ?? 0) + 1, life: { name, id }, since: now };
  return deps.checkTurns.put(next);
}
