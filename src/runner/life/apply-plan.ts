import type { Outcome } from '../../domain/environment/outcome';
import type { PlanSummary } from '../../domain/environment/plan';
import { applySavedPlan } from './apply-saved-plan';
import { withKeptState, type Work } from '../state/kept-state';
import { whatCannotEnd } from '../plan/cannot-end';
import { tagsUnknownIn } from '../plan/life-tags';
import { digestOfPlan, putBackPlanFiles } from '../plan/plan-files';
import { checkBeforeApply } from '../plan/check-before-apply';
import {
  clustersEndedBy,
  createsOf,
  type PreparedPlan,
  ratesOf,
  readPlan,
  sha256,
} from '../plan/prepare-plan';
import { databasesLeftStopped } from './start-databases';
import { priceOf } from '../plan/price-plan';
import { judgePlan } from '../plan/judge-plan';
import type { RunContext } from '../run-context';
import { writeHandedOver } from '../terraform/handed-over';
import { RunFailure, runFailure } from '../../domain/environment/run-failure';

/** Applies exactly the plan that was approved; it is discarded afterwards, as it can never be applied again. */
export async function applyPlan(context: RunContext): Promise<Outcome> {
  const approved = approvedPlan(context);
  const saved = await fetchSavedPlan(context, approved);
  const { template: pin, inputs, sleep } = context.environment.wanted;
  const asleep = sleep?.asleep ?? false;
  try {
    return await withKeptState(context, { operation: 'provision', pin, inputs, asleep }, async (work) =>
      applySavedPlan(context, work, await reopenPlan(context, work, { approved, ...saved })),
    );
  } catch (error) {
    throw explainStale(error);
  } finally {
    await discard(context, approved.run);
  }
}

function approvedPlan({ environment, run }: RunContext): PlanSummary {
  const approved = environment.run?.approved;
  if (!approved)
    throw runFailure('configuration', `The run ${run} has no approved plan to apply; plan again.`);
  return approved;
}

/** A saved plan as it was approved, and what Terraform wrote while it made it. */
interface SavedPlan {
  body: Uint8Array;
  files: Uint8Array | null;
}

async function fetchSavedPlan(
  { artifactsOf, persist }: RunContext,
  { run, digest }: PlanSummary,
): Promise<SavedPlan> {
  const artifacts = artifactsOf(run);
  const body = await persist(() => artifacts.readPlanFile(run));
  if (!body) throw runFailure('configuration', `The saved plan of run ${run} no longer exists; plan again.`);
  const files = await persist(() => artifacts.readPlanFiles(run));
  if (digestOfPlan(sha256(body), files) === digest) return { body, files };
  const reason = `The saved plan of run ${run}, or a file that it wrote is not the one that was approved (${digest}); plan again.`;
  throw runFailure('configuration', reason);
}

async function reopenPlan(
  context: RunContext,
  work: Work,
  { approved, body, files }: SavedPlan & { approved: PlanSummary },
): Promise<PreparedPlan> {
  context.board.begin('init');
  await work.terraform.init();
  if (files) await putBackPlanFiles(work.workspace, files, context.terraformUser);
  await writeHandedOver(work.terraform.planPath, body, context.terraformUser);
  const read = await readPlan(context, work);
  // Since the plan was made, what the platform denies may have changed, and the target's role, and what is known of an image.
  const { plan } = read;
  const { workspace } = work;
  const cannotEnd = await whatCannotEnd(plan, workspace, context);
  const judgement = judgePlan(plan, priceOf(read, context).estimate, context);
  const images = await checkBeforeApply(context, {
    plan,
    cannotEnd,
    module: workspace.module,
    judgement,
  });
  const clusters = clustersEndedBy(plan, context);
  const stopped = databasesLeftStopped(plan);
  const tagsUnknown = tagsUnknownIn(plan, context.life.id);
  const [creates, rates] = [createsOf(context, work, read), ratesOf(read, context)];
  return { summary: approved, files, creates, rates, images, tagsUnknown, stopped, ...clusters };
}

function explainStale(error: unknown): unknown {
  if (!(error instanceof RunFailure) || !/plan is stale/i.test(error.failure.reason)) return error;
  const reason =
    'The approved plan is stale: the environment changed after it was planned. Nothing was applied; plan again.';
  return new RunFailure({ class: 'configuration', reason, addresses: [] }, { cause: error });
}

async function discard({ artifactsOf, persist, log }: RunContext, run: string): Promise<void> {
  await persist(() => artifactsOf(run).discardPlanFile(run)).catch((error: unknown) =>
    log(`The saved plan of run ${run} could not be discarded: ${(error as Error).message}`),
  );
}
