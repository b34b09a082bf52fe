import { kinds } from '../../../lambdas/sweep/kinds';
import type { Accrual } from '../../../src/domain/cost/accrual';
import type { Outcome } from '../../../src/domain/environment/outcome';
import type { DomainEvent } from '../../../src/domain/environment/events';
import { type Instant, plus } from '../../../src/domain/base/time';
import type { CreateEnvironmentInput } from '../../../src/operations/environment/create/creation-request';
import { beginApply } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { sweep } from '../../../src/operations/registry/sweep';
import { planDigest } from '../builders/births';
import { appliedOutcome } from '../builders/lives';
import type { Stage } from '../plane/operations-stage';

const perDollar = 1e9;

/** Ways to let environments of a stage cost something, and time pass. */
export function costingOn(stage: Stage, ttl = '20d') {
  const at = async (now: Instant): Promise<void> => {
    stage.world.now = now;
    await sweep(kinds, stage.deps);
  };
  return {
    /** An environment that is built by now, and costs so much an hour from now on. */
    costing: async (name: string, usd: number, more: Partial<CreateEnvironmentInput> = {}): Promise<void> => {
      await stage.create({ name, ttl, ...more });
      const taken = await stage.claim(name);
      await beginApply({ ...taken, planDigest }, stage.deps);
      const outcome = appliedOutcome(taken.runId);
      stage.leave(taken, { ...outcome, accrual: meterFrom(stage.world.now, usd) } as Outcome);
      await settleRun(taken, stage.deps);
    },
    /** The sweep at an instant. */
    at,
    /** The sweep after some milliseconds. */
    pass: (ms: number) => at(plus(stage.world.now, ms)),
    /** What was said of budgets: each event once, as it has the same id when it is delivered again. */
    reached: () => reachedIn(stage.world.published),
  };
}

function meterFrom(at: Instant, usd: number): Accrual {
  const months = { [at.slice(0, 7)]: 0 };
  return { at, nanos: 0, rate: usd * perDollar, months, unpriced: [], byUse: [] };
}

function reachedIn(published: readonly DomainEvent[]): string[] {
  return [...new Map(published.map((event) => [event.id, event])).values()]
    .filter(({ type }) => type === 'BudgetThresholdReached')
    .map(({ environment, data }) => `${environment} ${String(data.percent)} ${String(data.action)}`);
}
