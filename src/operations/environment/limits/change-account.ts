import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../domain/base/errors';
import type { Instant } from '../../../domain/base/time';
import { monthOf, startOf } from '../../../domain/cost/accrual';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import { passThresholds, withDue } from '../../../domain/limits/account-thresholds';
import {
  type BudgetAccount,
  countLife,
  inMonthOf,
  newAccount,
  type SeenLife,
} from '../../../domain/limits/budget-account';
import { type Holder, monthBudgetOf } from '../../../domain/limits/limits';
import type { Deps } from '../../ports/deps';
import { findLife } from '../find-life';
import { gatherAll } from '../list/gather';
import { inLanes } from '../../registry/in-lanes';

const attempts = 30;
/** So many lives are read at once. */
const atOnce = 16;
const longestPauseMs = 100;

/** What counting a month's cost needs. */
export type AccountDeps = Pick<Deps, 'registry' | 'accounts' | 'limits' | 'clock'>;

/**
 * Reads, decides and writes if nobody else did, else again; nothing is written where nothing changes. What is changed is the
 * account of the present month, and the time of its next look is written with it.
 */
export async function changeAccount(
  holder: Holder,
  deps: AccountDeps,
  change: (held: BudgetAccount) => BudgetAccount | Promise<BudgetAccount>,
): Promise<BudgetAccount> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const held = (await deps.accounts.get(holder)) ?? newAccount(holder, deps.clock());
    const changed = await change(inMonthOf(held, deps.clock()));
    if (changed === held) return held;
    const next = {
      ...withDue(changed, monthBudgetOf(deps.limits, holder), deps.clock()),
      version: held.version + 1,
    };
    if (await deps.accounts.put(next)) return next;
    await sleep(Math.random() * longestPauseMs);
  }
  throw new DomainError('VersionConflict', { name: holder.name });
}

/** The account of the present month, nothing of it written; of what the list shows where nobody has counted yet. */
export async function readAccount(holder: Holder, deps: AccountDeps): Promise<BudgetAccount> {
  const now = deps.clock();
  const held = inMonthOf((await deps.accounts.get(holder)) ?? newAccount(holder, now), now);
  return held.isComplete ? held : complete(held, deps);
}

/** With all that the list shows of the holder: the last life under each name. */
export async function complete(held: BudgetAccount, deps: AccountDeps): Promise<BudgetAccount> {
  const { kind, name } = held.holder;
  const filter = kind === 'owner' ? { owner: name } : { is: { 'body.team': name } };
  const items = await gatherAll((page) => deps.registry.list(filter, page));
  const since = startOf(monthOf(deps.clock()));
  const recent = items.filter((one) => !hasEnded(one) || one.endedAt >= since);
  const counted = recent.reduce((account, one) => countLife(account, seenLife(one)), held);
  return { ...counted, isComplete: true };
}

/** With every life that it counts as its item has it now, by consistent reads; what has ended is counted as ended. */
export async function recount(held: BudgetAccount, deps: AccountDeps): Promise<BudgetAccount> {
  const found = await inLanes(held.lives, atOnce, (life) => findLife(life, deps));
  return found
    .filter((one) => one !== undefined)
    .map(seenLife)
    .reduce(countLife, held);
}

/** An environment as an account counts it. */
export function seenLife(environment: Environment): SeenLife {
  const { id, name, version, accrual, updatedAt } = environment;
  return { id, name, version, accrual, updatedAt, hasEnded: hasEnded(environment) };
}

/** The account with what its budget says of it by now. */
export function settled(
  account: BudgetAccount,
  { limits, clock }: AccountDeps,
  now: Instant = clock(),
): BudgetAccount {
  return passThresholds(account, monthBudgetOf(limits, account.holder), now);
}
