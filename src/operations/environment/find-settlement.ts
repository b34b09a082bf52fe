import { isDomainError } from '../../domain/base/errors';
import type { EnvironmentCommand } from '../../domain/environment/decide';
import type { Effect, Environment } from '../../domain/environment/environment';
import { logIds } from '../../domain/environment/log/log-ids';
import { failureOf, goingOn, type Outcome } from '../../domain/environment/outcome';
import { isClaimed, type Workflow, workflowOf } from '../../domain/environment/run';
import type { CoreDeps } from '../ports/environment';
import { isYetToStart } from './slots/look-at-line';

/** Whether the caller knows that the execution of the run has nothing more to do. */
export interface WorkflowState {
  workflowOver?: boolean;
}

/** What a build has claimed, and what it does. */
interface AtWork {
  id: string;
  build: string;
  phase: string;
}

/** What no build has claimed yet. */
interface Unclaimed {
  id: string;
  workflow: Workflow;
}

/**
 * Finds out how the active run ended, as a command; undefined while it goes on or waits for a person.
 * An outcome beats everything; without one the claiming build must be proven over; a run nobody claimed
 * may be closed as soon as nothing is under way to start it.
 */
export async function findSettlement(
  environment: Environment,
  state: WorkflowState,
  deps: CoreDeps,
): Promise<EnvironmentCommand | undefined> {
  const { run } = environment;
  if (!run || run.phase === 'awaiting-approval') return undefined;
  const outcome = isClaimed(run)
    ? await outcomeOfClaimed(environment, run, deps)
    : await outcomeOfUnclaimed(environment, { id: run.id, workflow: workflowOf(run) }, { state, deps });
  const build = isClaimed(run) ? run.build : null;
  return outcome && { type: 'settle-run', run: run.id, build, outcome };
}

/** The same of the check that works beside it. */
export async function findCheckSettlement(
  environment: Environment,
  state: WorkflowState,
  deps: CoreDeps,
): Promise<EnvironmentCommand | undefined> {
  const { check } = environment;
  if (!check) return undefined;
  const { id, build } = check;
  const outcome =
    build === undefined
      ? await outcomeOfUnclaimed(environment, { id, workflow: 'check-drift' }, { state, deps })
      : await outcomeOfClaimed(environment, { id, build, phase: 'checking for drift' }, deps);
  return outcome && { type: 'settle-check', run: id, build: build ?? null, outcome };
}

async function outcomeOfClaimed(
  environment: Environment,
  run: AtWork,
  deps: CoreDeps,
): Promise<Outcome | undefined> {
  const early = await recorded(run, deps);
  if (early) return early;
  if (!(await deps.builds.isOver(run.build))) return undefined;
  return (await recorded(run, deps)) ?? lost(environment, run, deps);
}

/** The outcome by the claiming build; it is read again after the build is over, as it may be written until then. */
async function recorded(run: AtWork, { artifacts }: CoreDeps): Promise<Outcome | undefined> {
  try {
    const found = await artifacts.readOutcome(run.id);
    return found?.build === run.build ? found.outcome : undefined;
  } catch (error) {
    if (!isDomainError(error, 'CorruptRecord')) throw error;
    return unreadable(error);
  }
}

/** An outcome is the last thing that a build writes, so the run is over; waiting for one that can be read would be for ever. */
function unreadable({ message }: Error): Outcome {
  const reason = `The result of the run cannot be read: ${message} ${goingOn}`;
  return { result: 'failed', failure: failureOf('unknown', reason) };
}

async function lost(environment: Environment, run: AtWork, deps: CoreDeps): Promise<Outcome> {
  const reason = `The build ${run.build} ended without a result: it was killed or crashed while ${run.phase}. ${goingOn}`;
  return { result: 'failed', failure: failureOf('lost', reason, await lastAtWork(environment, run, deps)) };
}

/** What the build was last heard to be at work on; it only helps a person to look, so nothing waits for it. */
async function lastAtWork(environment: Environment, run: AtWork, { runs, log }: CoreDeps): Promise<string[]> {
  try {
    return ((await runs.progress(run.id))?.current ?? []).map(({ address }) => address);
  } catch (error) {
    log.warn('the last progress of a lost run could not be read', { ...logIds(environment), error });
    return [];
  }
}

async function outcomeOfUnclaimed(
  { target, effects }: { target: string; effects: Effect[] },
  run: Unclaimed,
  { state: { workflowOver }, deps }: { state: WorkflowState; deps: CoreDeps },
): Promise<Outcome | undefined> {
  const starting = effects.some((effect) => effect.type === 'start-execution' && effect.run === run.id);
  if (starting) return undefined;
  if (workflowOver !== true && (await isToCome(target, run, deps))) return undefined;
  return { result: 'failed', failure: failureOf('not-started', await whyNotStarted(run, deps)) };
}

/** Whether a build may still come of a run: its execution goes on, or is yet to be started. */
async function isToCome(target: string, run: Unclaimed, deps: CoreDeps): Promise<boolean> {
  const execution = await deps.workflows.describe(run.workflow, run.id);
  return execution === 'running' || (execution === 'absent' && (await isYetToStart(target, run.id, deps)));
}

const notStarted = 'No build started working on this run before its workflow ended';

/** What the build or CodeBuild said; it only helps a person to mend it, so nothing waits for it. */
async function whyNotStarted(run: Unclaimed, { workflows, log }: CoreDeps): Promise<string> {
  const words = await workflows.failure(run.workflow, run.id).catch((error: unknown) => {
    log.warn('why a run was not started could not be read', { run: run.id, error });
    return null;
  });
  return words === null
    ? `${notStarted}. Run 'idp retry'; if it happens again, ask your platform team to check the runner project.`
    : `${notStarted}: ${words}. Run 'idp retry' once that is fixed.`;
}
