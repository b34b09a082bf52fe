import type { HeldShares } from '../../domain/limits/shares';
import type { Holder, Limits } from '../../domain/limits/limits';

/** The shares that owners and teams have taken of their quotas. Reads are consistent; every write is conditional on what was read. */
export interface Shares {
  get(holder: Holder): Promise<HeldShares | undefined>;
  /** Writes over the version before this one (none for the first); false if that is not there any more. */
  put(held: HeldShares): Promise<boolean>;
}

/** What a stage limits, and what counts it. */
export interface LimitPorts {
  shares: Shares;
  limits: Limits;
}
