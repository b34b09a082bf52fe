import { leasehold } from '../../access/actor';
import { type Environment, isDoomed, hasEnded, type Living } from '../environment';
import { briefReason, type Failure } from '../outcome';
import { isClaimed } from '../run';
import { type Change, type Moment, unchanged, withoutFailure } from './change';
import { forgetLife, lostWithEmulator, withMeterStopped } from './destroy-environment';
import { closeRun } from './runs';

/**
 * A local plane's emulator is gone, with what the life was made of: whatever was being done is over, a life that was wanted has
 * failed, and one that was to be destroyed is taken off the list.
 */
export function loseEmulator(
  environment: Environment,
  { failure }: { failure: Failure },
  { now }: Moment,
): Change | null {
  if (hasEnded(environment)) return unchanged;
  const { run } = environment;
  const closed = run && closeRun(run, { result: 'failed', by: leasehold, failure }, now);
  const stops = isClaimed(run) ? [{ type: 'stop-build' as const, build: run.build }] : [];
  const idle = { ...environment, run: null, ...(closed && { lastRun: closed.lastRun }) };
  const change = isDoomed(environment)
    ? forgetLife({ ...environment, ...idle, status: environment.status }, failure, now)
    : failLost(withMeterStopped({ ...environment, ...idle } as Living, now), failure);
  if (!change) return unchanged;
  const before = closed ? [closed.event] : [];
  const effects = [...(closed?.effects ?? []), ...stops, ...change.effects];
  return { ...change, events: [...before, ...change.events], effects };
}

function failLost(living: Living, failure: Failure): Change | null {
  if (!living.run && lostWithEmulator(living)) return unchanged;
  const failed: Living = { ...withoutFailure(living), status: 'failed', run: null, failure };
  const data = { class: failure.class, reason: briefReason(failure) };
  return {
    environment: failed,
    events: [{ type: 'EnvironmentFailed', actor: leasehold, data }],
    effects: [],
  };
}
