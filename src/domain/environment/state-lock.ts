import * as z from 'zod';

/**
 * A lock on a Terraform state in Terraform's own format (`statemgr.LockInfo`, capitals and all), so that
 * anyone who uses the S3 backend with `use_lockfile` is kept out and sees who holds it.
 */
export const StateLock = z.looseObject({
  ID: z.string(),
  Operation: z.string().default(''),
  Info: z.string().default(''),
  Who: z.string().default(''),
  Version: z.string().default(''),
  Created: z.string().default(''),
  Path: z.string().default(''),
});
export type StateLock = z.infer<typeof StateLock>;

/** Which run of which life holds a lock. */
export interface LockHolder {
  life: string;
  run: string;
}

const info = /^leasehold life=([0-9A-Z]{26}) run=([0-9A-Z]{26})$/;

/** The `Info` text by which a run says that a lock is its own. */
export function lockInfo({ life, run }: LockHolder): string {
  return `leasehold life=${life} run=${run}`;
}

/** The run that took the lock; null when it was not Leasehold. */
export function holderOf(lock: StateLock): LockHolder | null {
  const [, life, run] = info.exec(lock.Info) ?? [];
  return life === undefined || run === undefined ? null : { life, run };
}

/** Whether `claimant`, whose claim was accepted, may take the lock over: only from an earlier run of the same life. */
export function mayTakeOver(lock: StateLock, claimant: LockHolder): boolean {
  const holder = holderOf(lock);
  return holder !== null && holder.life === claimant.life && holder.run < claimant.run;
}
