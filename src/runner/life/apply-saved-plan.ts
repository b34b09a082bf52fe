import type { EnvironmentMetadata } from '../../domain/environment/artifacts';
import type { Outcome } from '../../domain/environment/outcome';
import { allSettled } from '../../domain/base/all-settled';
import { emptyClusters } from '../cluster/empty-clusters';
import { beganAt } from '../../domain/cost/actual-cost';
import { describeEnvironment } from './environment-metadata';
import type { UsedImage } from '../images/used-image';
import type { Work } from '../state/kept-state';
import { unprovenCreates } from './unproven-creates';
import { failedChecksOf } from '../plan/failed-checks';
import { certificatesInState } from '../plan/read-certificates';
import { refuseUntaggedState } from '../plan/life-tags';
import type { PreparedPlan } from '../plan/prepare-plan';
import { notePrices, recordCosts } from './record-costs';
import { ResourceTimeline } from './resource-timeline';
import type { RunContext } from '../run-context';
import { RunFailure } from '../../domain/environment/run-failure';
import { parseState } from '../../domain/terraform/state-file';
import { countResources, outputsOf, summariseOutputs } from '../state/state-outputs';

/**
 * Asks to begin and applies the plan that lies in the work directory. What it will make is noted before the question:
 * after a yes, a dead runner must not be the only one who knew.
 */
export async function applySavedPlan(context: RunContext, work: Work, plan: PreparedPlan): Promise<Outcome> {
  const timeline = new ResourceTimeline(context.clock);
  await context.persist(() => context.states.writeCreates(context.life, plan.creates));
  await notePrices(context, work, plan.rates);
  await beginApply(context, plan);
  try {
    await allSettled([note(context, 'applying'), applyBegun(context, work, { plan, timeline })]);
  } catch (error) {
    await note(context, 'failed').catch(() => undefined);
    await keepDoubtfulCreates(context, work, { plan, timeline });
    throw error;
  }
  const doubtful = keepDoubtfulCreates(context, work, { plan, timeline });
  const [, outcome] = await allSettled([doubtful, recordApplied(context, work, plan)]);
  return outcome;
}

async function applyBegun(
  context: RunContext,
  work: Work,
  { plan, timeline }: { plan: PreparedPlan; timeline: ResourceTimeline },
): Promise<void> {
  await work.keeper.takeOver();
  // Not before the yes: a life that never began applying has no destroy run that would take the tags away.
  await context.persist(() => context.images.keep(plan.images));
  await context.stopTasks(plan.clusters, context.target);
  await emptyClusters(context, work, plan.eksClusters);
  await context.startDatabases(plan.stopped, context.target, context.abort.signal);
  await applyWithTimeline(context, work, timeline);
  await work.keeper.finish();
  await refuseUntaggedOf(context, work, plan);
}

/** The state holds what was made without the life's tag, and is kept: a destroy takes it from there. */
async function refuseUntaggedOf(
  { life }: RunContext,
  { keeper }: Work,
  { tagsUnknown }: PreparedPlan,
): Promise<void> {
  const body = tagsUnknown.length > 0 ? await keeper.localState() : undefined;
  if (body) refuseUntaggedState(parseState(body), tagsUnknown, life.id);
}

/** Runs Terraform's apply with live progress and leaves the timeline behind, however it ends. */
export async function applyWithTimeline(
  context: RunContext,
  { terraform, keeper }: Work,
  timeline: ResourceTimeline,
): Promise<void> {
  context.board.begin('apply', timeline);
  try {
    await terraform.apply((message) => timeline.observe(message));
  } catch (error) {
    throw withUnfinished(error, timeline.unfinished());
  } finally {
    // Whoever goes on asks for itself whether the state was kept.
    await Promise.allSettled([leaveTimeline(context, timeline), keeper.finish()]);
    await recordCosts(context, { keeper }, timeline);
  }
}

async function leaveTimeline({ run, artifacts, log }: RunContext, timeline: ResourceTimeline): Promise<void> {
  await artifacts
    .writeTimeline({ run, resources: timeline.resources() })
    .catch((error: unknown) => log(`The timeline was not saved: ${(error as Error).message}`));
}

/** Only what may have been made unseen stays to be looked for; while in doubt, everything does. */
async function keepDoubtfulCreates(
  { states, life, log }: RunContext,
  { keeper }: Work,
  { plan, timeline }: { plan: PreparedPlan; timeline: ResourceTimeline },
): Promise<void> {
  try {
    await keeper.finish();
    await states.writeCreates(life, unprovenCreates(plan.creates, timeline, await keeper.localState()));
  } catch (error) {
    log(`The list of planned resources was not removed: ${(error as Error).message}`);
  }
}

async function beginApply(context: RunContext, plan: PreparedPlan): Promise<void> {
  context.abort.signal.throwIfAborted();
  try {
    await context.persist(() => context.gate.beginApply(plan.summary.digest));
  } catch (error) {
    // Refused, so nothing of it is ever made. Should this fail, a destroy looks for what never was, and no harm is done.
    await context.states.removeCreates(context.life, context.run).catch(() => undefined);
    throw error;
  }
}

async function recordApplied(
  context: RunContext,
  work: Work,
  { summary, images }: PreparedPlan,
): Promise<Outcome> {
  context.board.begin('record');
  const { life, states, persist } = context;
  const body = await work.keeper.localState();
  const state = body ? parseState(body) : { outputs: {}, resources: [] };
  const outputs = outputsOf(state, { path: states.pathOf(life), schemas: work.workspace.outputs });
  const checks = failedChecksOf(state, context.redaction);
  const read = { at: beganAt(summary.run), redaction: context.redaction };
  await allSettled([
    persist(() => states.writeOutputs(life, outputs)),
    settleImages(context, images, state),
    note(context, 'active'),
  ]);
  return {
    result: 'applied',
    plan: summary,
    resources: countResources(state),
    outputs: summariseOutputs(outputs),
    cost: summary.cost,
    ...(checks.length > 0 && { checks }),
    certificates: certificatesInState(state, read),
  };
}

/** Tags too many do no harm and go with the next apply or the destroy: no reason to call what was applied a failure. */
async function settleImages(
  { images, log }: RunContext,
  planned: readonly UsedImage[],
  state: unknown,
): Promise<void> {
  await images
    .settle(planned, state)
    .catch((error: unknown) => log(`The in-use tags were not updated: ${(error as Error).message}`));
}

async function note(context: RunContext, status: EnvironmentMetadata['status']): Promise<void> {
  const metadata = describeEnvironment(context, context.environment.wanted, status);
  await context.persist(() => context.states.writeMetadata(context.life, metadata));
}

/** A killed Terraform names no address, but we know which calls were under way. */
function withUnfinished(error: unknown, unfinished: string[]): unknown {
  if (!(error instanceof RunFailure) || error.failure.addresses.length > 0) return error;
  return new RunFailure({ ...error.failure, addresses: unfinished }, { cause: error });
}
