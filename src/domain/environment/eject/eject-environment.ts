import { type Change, type Moment, requireIdle, unchanged } from '../decisions/change';
import { requireStanding } from '../drift/check-drift';
import { inPlaceOf } from '../drift/end-check';
import type { Environment } from '../environment';
import type { EjectKey } from './ejected';

/**
 * Begins to make a sealed copy of what stands, beside it and without its lock, as a check for drift works; asked again with the same
 * key it is the same. Nothing of the environment is changed.
 */
export function ejectEnvironment(
  environment: Environment,
  { key, by }: { key: EjectKey; by: string },
  { now, newRun }: Moment,
): Change | null {
  const living = requireStanding(environment, now, 'eject');
  requireIdle(living);
  if (living.check?.ejects === key && living.check.by === by) return unchanged;
  const started: Change = {
    environment: { ...living, check: { id: newRun, since: now, by, ejects: key } },
    events: [{ type: 'EjectStarted', actor: by, data: { run: newRun, kind: 'eject' } }],
    effects: [{ type: 'start-execution', run: newRun, workflow: 'check-drift' }],
  };
  return inPlaceOf(living, started);
}
