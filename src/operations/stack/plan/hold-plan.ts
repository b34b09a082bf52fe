import { DomainError } from '../../../domain/base/errors';
import { plansAtOnce } from '../../../domain/limits/limits';
import {
  newPlanner,
  plannerKind,
  type Planner,
  type PlannerCommand,
} from '../../../domain/stack/plan/planner';
import { isPlanned } from '../../../domain/stack/plan/stack-plan';
import type { Deps } from '../../ports/deps';
import { decideAndSave } from '../../registry/decide-and-save';
import { atOnceOf } from './at-once';

/** The first request of somebody makes the item, and another one may have at the same moment. */
const attempts = 3;

type Holding = Pick<Deps, 'planners' | 'stackPlans' | 'limits' | 'clock' | 'newId' | 'log'>;

/** A plan that counts for whoever asks for it. */
export interface AskedPlace {
  planner: string;
  plan: string;
  stack: string;
}

/**
 * Counts a plan before anything of it is written, or throws StackPlansReached with those that are at work. If nothing is written in
 * the end, it counts for a quarter of an hour at most; that it is over is seen when the next one is asked for.
 */
export async function holdPlan({ planner, plan, stack }: AskedPlace, deps: Holding): Promise<void> {
  const most = plansAtOnce(deps.limits, planner);
  await changePlanner(planner, deps, async (seen) => {
    const found = await atOnceOf(seen.plans, async (one) => ({
      id: one.plan,
      there: await deps.stackPlans.get(one.plan),
    }));
    const over = found.filter(({ there }) => there && isPlanned(there)).map(({ id }) => id);
    const absent = found.filter(({ there }) => !there).map(({ id }) => id);
    return { type: 'hold', plan, stack, most, over, absent };
  });
}

/** Gives back the place of a plan that was refused; if it fails, time does. */
export async function releasePlan({ planner, plan }: AskedPlace, deps: Holding): Promise<void> {
  const command = { type: 'release', plan } as const;
  await changePlanner(planner, deps, () => Promise.resolve(command)).catch((error: unknown) => {
    deps.log.warn('a plan that was refused counts for a quarter of an hour', { planner, plan, error });
  });
}

async function changePlanner(
  id: string,
  deps: Holding,
  commandOf: (seen: Planner) => Promise<PlannerCommand>,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = await deps.planners.get(id);
    if (!seen) {
      await deps.planners.insert(newPlanner(id, deps.clock()), null);
      continue;
    }
    const command = await commandOf(seen);
    // What was found out of these plans is true as well where others were added since.
    await decideAndSave({ kind: plannerKind, entries: deps.planners, key: id, seen }, () => [command], deps);
    return;
  }
  throw new DomainError('VersionConflict', { name: id });
}
