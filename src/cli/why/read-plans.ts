import type { Api } from '../../client/api';
import { CliError } from '../../client/errors';
import type { DomainEvent, RunRecord } from '../../client/typed/types';
import type { PlanDocument } from '../../domain/environment/artifacts';

type Resource = PlanDocument['resources'][number];

/** A plan of a life, with the run that made it and the one that applied it, if one did. */
export interface LifePlan {
  plan: PlanDocument;
  run: RunRecord;
  applied: RunRecord | undefined;
}

/** As many plans of a life are looked through. */
const mostPlans = 50;

/** The plans of the present life, the newest first; what a run has not planned, or what cannot be read, is left out. */
export async function readPlans(api: Api, { name, id }: { name: string; id: string }): Promise<LifePlan[]> {
  const runs = (await api.listRuns(name)).filter(({ life, kind }) => life === id && kind === 'provision');
  const planned = runs.filter(({ planOf }) => planOf == null).slice(0, mostPlans);
  const plans: LifePlan[] = [];
  for (const run of planned) {
    const plan = await api.getPlan(run.id).catch(unlessUnknown);
    const by = runs.find(({ planOf }) => planOf === run.id) ?? run;
    if (plan) plans.push({ plan, run, applied: by.applyingAt == null ? undefined : by });
  }
  return plans;
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof CliError && error.kind === 'not-found') return undefined;
  throw error;
}

/** What a plan does to an address, undefined where it does nothing to it. */
export function changeOf({ plan }: LifePlan, address: string): Resource | undefined {
  return plan.resources.find((one) => one.address === address && !['no-op', 'read'].includes(one.action));
}

/** Who stands behind a plan. */
export interface Behind {
  run: string;
  at: string;
  requestedBy: string;
  /** Null where no approval was needed, or none was given yet. */
  approval: { by: string; at: string; digest: string } | null;
  applied: boolean;
}

/** The people and the run behind a plan, by the events of the life. */
export function behind({ plan, run, applied }: LifePlan, events: readonly DomainEvent[]): Behind {
  const yes = events.find(({ type, data }) => type === 'PlanApproved' && data['run'] === run.id);
  const approval = yes ? { by: yes.actor, at: yes.at, digest: plan.digest } : null;
  const { startedAt: at, requestedBy } = run;
  return {
    run: (applied ?? run).id,
    at: applied?.applyingAt ?? at,
    requestedBy,
    approval,
    applied: applied !== undefined,
  };
}
