import * as z from 'zod';
import { Instant } from '../../base/time';
import type { Environment } from '../environment';
import { EnvironmentKey } from '../environment-name';
import { isClaimed } from '../run';
import type { RunRecord } from '../run-record';
import { holderOf, type LockHolder, type StateLock } from '../state-lock';

/**
 * Who holds a lock: a run that is at work (`live`), one whose build has shown no progress and is suspected dead (`silent`), one that
 * is over and left it (`dead`), or someone else than a run of this environment (`foreign`).
 */
export const LockState = z.enum(['live', 'silent', 'dead', 'foreign']);
export type LockState = z.infer<typeof LockState>;

/** A lock on the Terraform state of one environment. */
export const LockRow = z.strictObject({
  environment: EnvironmentKey,
  stack: z.string().optional(),
  lock: z.string().describe('Its id, by which it is removed.'),
  who: z.string(),
  operation: z.string(),
  since: z.string().describe('As the lock says it; empty where it does not.'),
  run: z.ulid().nullable().describe('The run that took it; null where none of Leasehold did.'),
  state: LockState,
  active: z.ulid().nullable().describe('The active run: while there is one, no lock is removed.'),
  ended: z
    .strictObject({ at: Instant, result: z.string() })
    .optional()
    .describe('How the run ended; absent while it is at work, or where its record does not say.'),
});
export type LockRow = z.infer<typeof LockRow>;

/** The locks on the states of all environments. */
export const LockList = z.strictObject({
  locks: z.array(LockRow),
  read: z.int().nonnegative().describe('Of how many environments the lock was looked for.'),
  complete: z.boolean().describe('False where there are more environments than one answer covers.'),
});
export type LockList = z.infer<typeof LockList>;

/** The run of this environment that took the lock; null where it was another's, or nobody of Leasehold. */
export function runOfLock({ id }: Pick<Environment, 'id'>, lock: StateLock): LockHolder | null {
  const holder = holderOf(lock);
  return holder?.life === id ? holder : null;
}

/** A lock with who holds it; `record`: of the run that took it, where one did. */
export function lockRow(
  environment: Environment,
  { lock, record }: { lock: StateLock; record?: RunRecord | undefined },
): LockRow {
  const { name, stack } = environment;
  const holder = runOfLock(environment, lock);
  const state = stateOf(environment, holder);
  const { endedAt, result } = record ?? {};
  return {
    environment: name,
    ...(stack && { stack: stack.name }),
    lock: lock.ID,
    who: lock.Who,
    operation: lock.Operation,
    since: lock.Created,
    run: holder?.run ?? null,
    state,
    active: environment.run?.id ?? null,
    ...(state === 'dead' && endedAt && result && { ended: { at: endedAt, result } }),
  };
}

/** A run that is not the active one is over, and its build proven so: no other would have been opened. */
function stateOf({ run }: Environment, holder: LockHolder | null): LockState {
  if (!holder) return 'foreign';
  if (run?.id !== holder.run || !isClaimed(run)) return 'dead';
  return run.heartbeat.suspected ? 'silent' : 'live';
}
