import { DomainError } from '../../domain/base/errors';
import type { Deps } from '../ports/deps';
import type { SharedDocument } from '../ports/environment';
import { getRun, type RunLookup } from './get-run';

/** The readable plan of a run, sensitive values left out; a run that applies an approved plan shows that one. */
export async function getPlan(
  { actor, id }: RunLookup,
  deps: Pick<Deps, 'runs' | 'artifacts'>,
): Promise<SharedDocument> {
  const run = await getRun({ actor, id }, deps);
  const plan =
    (await deps.artifacts.sharePlan(id)) ?? (run.planOf ? await deps.artifacts.sharePlan(run.planOf) : null);
  if (!plan) throw new DomainError('PlanNotFound', { run: id });
  return plan;
}
