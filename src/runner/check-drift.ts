import { causeIdOf, type DriftedObject, happeningsOf } from '../domain/environment/drift/drift-causes';
import { type Findings, mostCauses } from '../domain/environment/drift/drift-check';
import type { Outcome } from '../domain/environment/outcome';
import { runFailure } from '../domain/environment/run-failure';
import { certificatesInPlan } from './plan/read-certificates';
import { driftedObjects } from './plan/drifted-objects';
import { sha256 } from './plan/prepare-plan';
import { learnPlanSecrets } from './plan/plan-reader';
import type { RunContext } from './run-context';
import { withStateCopy } from './state/kept-state';

/** Plans what is applied once more, on a copy of its state, and says what of it is no longer so. Nothing is applied or kept. */
export async function checkDrift(context: RunContext): Promise<Outcome> {
  const { applied } = context.environment;
  if (!applied) throw runFailure('configuration', 'Nothing was applied yet, so nothing can have drifted.');
  const { template: pin, inputs, sleep } = applied;
  const requested = { operation: 'provision', pin, inputs, asleep: sleep?.asleep ?? false } as const;
  const { objects, certificates } = await withStateCopy(context, requested, async (terraform) => {
    context.board.begin('init');
    await terraform.init();
    context.board.begin('plan');
    const read = context.clock();
    await terraform.plan('change');
    const plan = await terraform.showPlan();
    learnPlanSecrets(plan, context.redaction);
    const { redaction } = context;
    return {
      objects: driftedObjects(plan, redaction),
      certificates: certificatesInPlan(plan, { at: read, redaction }),
    };
  });
  const { run, artifacts, clock } = context;
  await context.persist(() => artifacts.writeDrift({ run, at: clock(), objects }));
  context.log(`Not as applied: ${objects.length} object${objects.length === 1 ? '' : 's'}.`);
  return { result: 'checked', found: findingsOf(objects), certificates };
}

function findingsOf(objects: readonly DriftedObject[]): Findings {
  const ids = objects.flatMap(happeningsOf).map((what) => causeIdOf(what, hexOf));
  return { objects: objects.length, causes: [...new Set(ids)].sort().slice(0, mostCauses) };
}

function hexOf(text: string): string {
  return sha256(Buffer.from(text));
}
