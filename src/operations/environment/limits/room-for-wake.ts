import { isDomainError } from '../../../domain/base/errors';
import { latest } from '../../../domain/base/time';
import { toNanos } from '../../../domain/cost/money';
import { decide } from '../../../domain/environment/decide';
import type { WakeRoom } from '../../../domain/environment/decisions/act-on-schedule';
import type { Environment } from '../../../domain/environment/environment';
import { newestEdge } from '../../../domain/environment/sleep/sleep-edges';
import { holdersOf, quotaOf } from '../../../domain/limits/limits';
import type { RegistryDeps } from '../../ports/registry';
import { hourlyAwake } from '../sleep/hourly-awake';
import { findRoom, holdShare, type LimitDeps } from './hold-share';

type RoomDeps = LimitDeps & Pick<RegistryDeps, 'newId' | 'log'>;

/**
 * Takes what a wake costs that the schedule has come to of the quotas, before it is decided; undefined where no quota limits it.
 * What cannot be counted wakes nothing, and delays nothing else that is due.
 */
export async function roomForWake(seen: Environment, deps: RoomDeps): Promise<WakeRoom | undefined> {
  if (holdersOf(seen).every((holder) => quotaOf(deps.limits, holder) === undefined)) return undefined;
  const edge = wakeDue(seen, deps);
  if (edge === undefined || !seen.wanted.sleep) return { edge: null };
  const { id, name, owner, team } = seen;
  const asked = { id, name, owner, team, hourly: toNanos(hourlyAwake(seen.wanted.sleep)) };
  try {
    // Most that find no room ask again soon: only where there is some is anything written.
    await findRoom(asked, deps);
    await holdShare(asked, deps);
    return { edge };
  } catch (error) {
    if (isDomainError(error, 'QuotaReached')) return { edge, full: error.details };
    deps.log.warn('whether there is room for a wake could not be counted', { environment: name, error });
    return { edge: null };
  }
}

/** When the schedule would wake it, if that is what is due first. */
function wakeDue(seen: Environment, { clock, newId }: RoomDeps): string | undefined {
  if (!seen.schedule || seen.run) return undefined;
  const now = latest(clock(), seen.updatedAt);
  const { environment } = decide(seen, { type: 'tick' }, { now, newRun: newId() });
  return environment.run?.transition === 'wake' ? newestEdge(seen.schedule.sleep, now)?.at : undefined;
}
