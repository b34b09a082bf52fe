import { assessFound } from '../domain/compliance/assess-plan';
import type { PlanDocument } from '../domain/environment/artifacts';
import { causeIdOf, type DriftedObject, happeningsOf } from '../domain/environment/drift/drift-causes';
import { type Findings, mostCauses } from '../domain/environment/drift/drift-check';
import type { Outcome } from '../domain/environment/outcome';
import { runFailure } from '../domain/environment/run-failure';
import { certificatesInPlan } from './plan/read-certificates';
import { driftedObjects } from './plan/drifted-objects';
import { type ReadPlan, readPlan, sha256 } from './plan/prepare-plan';
import { renderPlan } from './plan/plan-reader';
import type { RunContext } from './run-context';
import { withStateCopy } from './state/kept-state';

/** Plans what is applied once more, on a copy of its state, and says what of it is no longer so. Nothing is applied or kept. */
export async function checkDrift(context: RunContext): Promise<Outcome> {
  const { applied } = context.environment;
  if (!applied) throw runFailure('configuration', 'Nothing was applied yet, so nothing can have drifted.');
  const { template: pin, inputs, sleep } = applied;
  const requested = { operation: 'provision', pin, inputs, asleep: sleep?.asleep ?? false } as const;
  const { objects, certificates, document } = await withStateCopy(context, requested, async (terraform) => {
    context.board.begin('init');
    await terraform.init();
    context.board.begin('plan');
    const read = context.clock();
    await terraform.plan('change');
    const seen = await readPlan(context, { terraform });
    const { redaction } = context;
    return {
      objects: driftedObjects(seen.plan, redaction),
      certificates: certificatesInPlan(seen.plan, { at: read, redaction }),
      document: documentOf(seen, context),
    };
  });
  const { run, artifacts, clock } = context;
  await context.persist(() => artifacts.writePlan(document));
  await context.persist(() => artifacts.writeDrift({ run, at: clock(), objects }));
  context.log(`Not as applied: ${objects.length} object${objects.length === 1 ? '' : 's'}.`);
  return { result: 'checked', found: findingsOf(objects), certificates };
}

/** What an apply would set back; unlike a plan of a change, it says how what is there now stands to the controls of compliance. */
function documentOf({ plan, digest }: ReadPlan, { run, clock, redaction }: RunContext): PlanDocument {
  return renderPlan(plan, { run, digest, at: clock(), redaction, assess: assessFound });
}

function findingsOf(objects: readonly DriftedObject[]): Findings {
  const ids = objects.flatMap(happeningsOf).map((what) => causeIdOf(what, hexOf));
  return { objects: objects.length, causes: [...new Set(ids)].sort().slice(0, mostCauses) };
}

function hexOf(text: string): string {
  return sha256(Buffer.from(text));
}
