import { randomUUID } from 'node:crypto';
import type { LifeKey, S3State } from '../../aws/s3-state';
import { DomainError } from '../../domain/base/errors';
import { lockInfo, mayTakeOver, type LockHolder, type StateLock } from '../../domain/environment/state-lock';
import type { Instant } from '../../domain/base/time';

/** Who takes the lock, and the text that a person sees who finds it taken. */
export interface LockRequest {
  states: S3State;
  life: LifeKey;
  run: string;
  build: string;
  operation: 'provision' | 'destroy';
  engineVersion: string;
  now: Instant;
}

/** A lock of ours, and the way to give it back; giving it back leaves another's lock alone. */
export interface HeldLock {
  id: string;
  tookOverFrom: string | null;
  release: () => Promise<void>;
}

const mostRaces = 5;

/**
 * Takes the state's lock, over that of an earlier run of this life if need be: its build is proven over, or this
 * run's claim would not have been accepted. A foreign lock is StateLocked; only a person may break that.
 */
export async function takeLock(request: LockRequest): Promise<HeldLock> {
  const lock = describeLock(request);
  let seen: { lock: StateLock; etag: string } | null = null;
  for (let race = 0; race < mostRaces; race += 1) {
    const etag = await request.states.writeLock(request.life, lock, seen?.etag ?? null);
    if (etag !== null) return held(request, { lock, etag }, seen?.lock ?? null);
    seen = await request.states.readLock(request.life);
    if (seen?.lock.ID === lock.ID) return held(request, seen, null);
    if (seen && !mayTakeOver(seen.lock, holder(request))) throw stateLocked(seen.lock);
  }
  throw stateLocked(seen?.lock ?? lock);
}

function describeLock({ states, life, run, build, operation, engineVersion, now }: LockRequest): StateLock {
  return {
    ID: randomUUID(),
    Operation: operation === 'destroy' ? 'OperationTypeDestroy' : 'OperationTypeApply',
    Info: lockInfo({ life: life.id, run }),
    Who: `leasehold@${build}`,
    Version: engineVersion,
    Created: now,
    Path: states.pathOf(life),
  };
}

function holder({ life, run }: LockRequest): LockHolder {
  return { life: life.id, run };
}

function held(
  { states, life }: LockRequest,
  own: { lock: StateLock; etag: string },
  previous: StateLock | null,
): HeldLock {
  return {
    id: own.lock.ID,
    tookOverFrom: previous?.Who ?? null,
    release: async () => {
      await states.deleteLock(life, own.etag);
    },
  };
}

function stateLocked(lock: StateLock): DomainError<'StateLocked'> {
  return new DomainError('StateLocked', { holder: `${lock.Who} (${lock.ID})`, since: lock.Created });
}
