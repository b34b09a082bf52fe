import { isDomainError } from '../../../domain/base/errors';
import { parseRecord } from '../../../domain/base/parse';
import { type Telling, tellingsOf, withTold } from '../../../domain/limits/account-thresholds';
import { accountKey, BudgetAccount } from '../../../domain/limits/budget-account';
import { monthBudgetOf } from '../../../domain/limits/limits';
import type { CoreDeps } from '../../ports/environment';
import type { SweptKind } from '../../registry/swept-kind';
import { decideAndDeliver } from '../environments';
import { changeAccount, complete, recount, settled } from './change-account';
import { inLanes } from '../../registry/in-lanes';

const atOnce = 8;

/** The accounts of owners and teams as the sweep visits them, when a threshold is near and once a day. */
export const sweptAccounts: SweptKind<CoreDeps> = {
  prefix: accountKey.prefix,
  logKey: () => ({}),
  visit: async (key, body, deps) => {
    await visit(parseRecord(BudgetAccount, body, `The budget account ${key}`), deps);
    return undefined;
  },
};

/**
 * Counts what lives as it is now, passes the thresholds that are reached, which is written before anybody is told, and tells
 * each environment, which acts once however often it is told. Who was told is written last; whoever was not is told again.
 */
async function visit({ holder }: BudgetAccount, deps: CoreDeps): Promise<void> {
  const account = await changeAccount(holder, deps, async (held) => {
    const whole = held.isComplete ? held : await complete(held, deps);
    return { ...settled(await recount(whole, deps), deps) };
  });
  const budget = monthBudgetOf(deps.limits, holder);
  const told = budget ? await tellAll(tellingsOf(account, budget, deps.clock()), deps) : [];
  if (told.length > 0) await changeAccount(holder, deps, (held) => withTold(held, told));
}

/** One tells people for all, and the others are told several at once. */
async function tellAll(tellings: readonly Telling[], deps: CoreDeps): Promise<Telling[]> {
  const left = [...tellings];
  const first = await tellFirst(left, deps);
  const others = await inLanes(left, atOnce, async (one) => ((await tell(one, deps)) ? [one] : []));
  return [...first, ...others.flat()];
}

/** Takes one after the other off the list until one could be told, who notifies people. */
async function tellFirst(left: Telling[], deps: CoreDeps): Promise<Telling[]> {
  const notify = left[0]?.budget.notify ?? [];
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const telling = { ...next, budget: { ...next.budget, notify } };
    if (await tell(telling, deps)) return [telling];
  }
  return [];
}

/** Whether it was told, or is not there to be; what could not be is told again at the next look. */
async function tell({ life, budget }: Telling, deps: CoreDeps): Promise<boolean> {
  try {
    await decideAndDeliver(life.name, () => ({ type: 'heed-budget', life: life.id, budget }), deps);
    return true;
  } catch (error) {
    if (isDomainError(error, 'EnvironmentNotFound')) return true;
    deps.log.warn('an environment was not told of a budget', { environment: life.name, error });
    return false;
  }
}
