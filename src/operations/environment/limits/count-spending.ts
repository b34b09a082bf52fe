import type { DomainEvent, EventType } from '../../../domain/environment/events';
import type { Environment } from '../../../domain/environment/environment';
import { isDomainError } from '../../../domain/base/errors';
import { type BudgetAccount, countLife } from '../../../domain/limits/budget-account';
import { holdersOf, monthBudgetOf } from '../../../domain/limits/limits';
import type { Deps } from '../../ports/deps';
import { findLife } from '../find-life';
import { type AccountDeps, changeAccount, seenLife } from './change-account';

type CountingDeps = AccountDeps & Pick<Deps, 'log'>;

/** After these a life costs something else than before, or is there, or is not any more. */
const counting: ReadonlySet<EventType> = new Set([
  'EnvironmentRequested',
  'EnvironmentFailed',
  'EnvironmentDestroyed',
  'EnvironmentForgotten',
  'RunSucceeded',
  'RunFailed',
  'RunCancelled',
]);

/** Counts a life after an event of it, which is delivered at least once: again, it changes nothing. */
export async function countAfter({ type, life: id, environment: name }: DomainEvent, deps: CountingDeps) {
  const { owner, team, owners, teams } = deps.limits.budgets;
  const isNothingLimited = !owner && !team && Object.keys({ ...owners, ...teams }).length === 0;
  if (isNothingLimited || !counting.has(type)) return;
  const environment = await findLife({ id, name }, deps);
  if (environment) await countSpending(environment, deps);
}

/**
 * Counts what an environment costs where its owner or team has a budget. An account that cannot be read stops nothing: no
 * environment must be kept from its end by what counts its cost.
 */
export async function countSpending(environment: Environment, deps: CountingDeps): Promise<void> {
  for (const holder of holdersOf(environment)) {
    if (!monthBudgetOf(deps.limits, holder)) continue;
    try {
      await changeAccount(holder, deps, (held) => counted(held, environment));
    } catch (error) {
      if (!isDomainError(error, 'CorruptRecord')) throw error;
      deps.log.warn('the cost of an environment is missing in a budget', {
        environment: environment.name,
        error,
      });
    }
  }
}

/** An account that rests for good, as one whose budget was taken away, is looked at again. */
function counted(held: BudgetAccount, environment: Environment): BudgetAccount {
  const current = countLife(held, seenLife(environment));
  return current === held && held.dueAt === null && held.lives.length > 0 ? { ...held } : current;
}
