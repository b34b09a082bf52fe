import { type Environment, hasEnded } from '../../domain/environment/environment';
import type { Run } from '../../domain/environment/run';
import type { ComponentFacts } from '../../domain/stack/entry/take-news';

/** What a stack is to know of the environment of a component; undefined for one of another stack, or of none. */
export function factsOf(environment: Environment, stack: { id: string }): ComponentFacts | undefined {
  const { id: life, version, stack: part, applied, status, run, lease } = environment;
  if (part?.id !== stack.id) return undefined;
  const isDoomed = status === 'destroying' || status === 'stuck';
  return {
    life,
    version,
    order: part.order,
    // What was applied before it was a component's is no order's.
    applied: applied && (applied.order ?? 0),
    status: hasEnded(environment) ? 'ended' : (status as ComponentFacts['status']),
    phase: run && !isDoomed ? phaseOf(run) : null,
    stopping: run?.stop != null,
    plan: run?.phase === 'awaiting-approval' ? run.plan.digest : null,
    failure: failureOf(environment),
    endsAt: lease.expiresAt,
  };
}

/** A plan that was approved is applied from the moment that its run is queued. */
function phaseOf({ phase, planOf }: Run): NonNullable<ComponentFacts['phase']> {
  if (phase === 'awaiting-approval') return 'waiting';
  if (phase === 'applying' || phase === 'verifying') return 'applying';
  return planOf === null ? 'planning' : 'applying';
}

function failureOf(environment: Environment): string | null {
  if (environment.status === 'failed') return environment.failure.reason;
  if ('destruction' in environment) return environment.destruction.failure?.reason ?? null;
  const { lastRun } = environment;
  if (!lastRun || lastRun.result === 'applied') return null;
  return lastRun.failure?.reason ?? `its last run was ${lastRun.result}`;
}
