import type { ActualCost, Bill } from '../../domain/cost/actual-cost';
import type { Instant } from '../../domain/base/time';
import type { BudgetAccount } from '../../domain/limits/budget-account';
import type { HeldShares } from '../../domain/limits/shares';
import type { Holder, Limits } from '../../domain/limits/limits';

/** The shares that owners and teams have taken of their quotas. Reads are consistent; every write is conditional on what was read. */
export interface Shares {
  get(holder: Holder): Promise<HeldShares | undefined>;
  /** Writes over the version before this one (none for the first); false if that is not there any more. */
  put(held: HeldShares): Promise<boolean>;
}

/** The actual costs of ended lives. */
export interface Bills {
  /** Writes it where there is none. */
  begin(bill: Bill): Promise<void>;
  put(bill: Bill): Promise<void>;
  get(life: string): Promise<Bill | undefined>;
}

/** What AWS charged for a life, or why that is not known; it throws nothing. */
export interface ActualCosts {
  of(life: string, endedAt: Instant): Promise<ActualCost>;
}

/** What the environments of owners and teams cost in a month. Reads are consistent; every write is conditional on what was read. */
export interface Accounts {
  get(holder: Holder): Promise<BudgetAccount | undefined>;
  /** Writes over the version before this one (none for the first); false if that is not there any more. */
  put(account: BudgetAccount): Promise<boolean>;
}

/** What a stage limits, and what counts it. */
export interface LimitPorts {
  shares: Shares;
  accounts: Accounts;
  limits: Limits;
  bills: Bills;
  actualCosts: ActualCosts;
}
