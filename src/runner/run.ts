import { isDomainError } from '../domain/base/errors';
import type { Environment } from '../domain/environment/environment';
import { failureOf, type FailureClass, type Outcome, readableOutcome } from '../domain/environment/outcome';
import { workflowOf } from '../domain/environment/run';
import { allSettled } from '../domain/base/all-settled';
import { Heartbeat } from './life/heartbeat';
import { persevere } from './life/persevere';
import { inWorkFolder } from './life/work-folder';
import { ProgressBoard } from './life/progress-board';
import { Redaction } from '../domain/base/redaction';
import type { RunClaimant, RunContext, RunnerDeps } from './run-context';
import {
  failureFrom,
  RunFailure,
  runFailure,
  RunStopped,
  type StopReason,
} from '../domain/environment/run-failure';

/** After deadline and grace, how long the hub may still take to accept the last state and the outcome. */
const recordMs = 60_000;

/**
 * Claims the run, does it, and records its outcome. `refused` when another build has it or it is over;
 * throws only when nothing could be recorded. What its work needs may still be on its way when it is claimed.
 */
export async function runOnce(
  claimant: RunClaimant,
  prepared: Promise<RunnerDeps>,
): Promise<'recorded' | 'refused'> {
  const deadline = performance.now() + claimant.deadlineMs;
  const until = deadline + claimant.graceMs + recordMs;
  const onRetry = (error: Error) => claimant.log(`Trying again: ${error.message}`);
  const persist: RunContext['persist'] = (task) => persevere(task, { until, onRetry });
  const [environment, deps] = await allSettled([claim(claimant, persist), prepared]);
  if (!environment) return 'refused';
  const outcome = await workOnRun({ ...deps, deadline, until, persist, environment });
  await record(outcome, deps, persist);
  return 'recorded';
}

async function claim(deps: RunClaimant, persist: RunContext['persist']): Promise<Environment | null> {
  try {
    return await persist(() => deps.gate.claim());
  } catch (error) {
    if (!isDomainError(error, 'RunRefused')) throw error;
    deps.log(error.message);
    return null;
  }
}

type Claimed = RunnerDeps & Pick<RunContext, 'deadline' | 'until' | 'persist' | 'environment'>;

async function workOnRun(claimed: Claimed): Promise<Outcome> {
  const redaction = new Redaction();
  const context = {
    ...claimed,
    folder: folderOf(claimed),
    log: (line: string) => claimed.log(redaction.text(line)),
    abort: new AbortController(),
    redaction,
    board: new ProgressBoard(),
    meter: {} as RunContext['meter'],
  };
  const heartbeat = new Heartbeat({
    ...context,
    everyMs: claimed.heartbeatMs,
    report: () => context.board.report(),
  });
  const onTerm = () => context.abort.abort(new RunStopped('terminated', claimed.graceMs));
  process.once('SIGTERM', onTerm);
  heartbeat.start();
  try {
    const work = await workOf(claimed);
    const target = await claimed.persist(() => claimed.readTarget(claimed.environment.target));
    const outcome = await inWorkFolder(context, (lock) => work({ ...context, target, lock }));
    return withReading(outcome, context.meter);
  } catch (error) {
    const outcome = withReading(outcomeOf(error, context), context.meter);
    context.log(describe(outcome, error));
    return outcome;
  } finally {
    heartbeat.end();
    process.off('SIGTERM', onTerm);
  }
}

/** A check has a folder of its own, so that the run which takes its place need not wait for its last process. */
function folderOf({ folder, environment, run }: Claimed): string {
  return environment.check?.id === run ? `${folder}-check` : folder;
}

/** However it ended, what the life has cost until then goes with it. */
function withReading(outcome: Outcome, { reading }: RunContext['meter']): Outcome {
  return outcome.result === 'planned' || !reading ? outcome : { ...outcome, accrual: reading };
}

/** The claimed run says itself what is to be done; no argument could say it better. */
async function workOf({
  environment: { run, check },
  run: id,
}: Claimed): Promise<(context: RunContext) => Promise<Outcome>> {
  const { works } = await import('./works');
  if (check?.id === id) return check.ejects === undefined ? works['check-drift'] : works.eject;
  if (run) return works[workflowOf(run)];
  throw runFailure('configuration', 'The environment has no active run.');
}

type Ended = Pick<RunContext, 'abort' | 'board' | 'redaction'>;

/** A stop explains whatever else went wrong after it; but a state that is not ours any more is worse than any stop. */
function outcomeOf(error: unknown, { abort, board, redaction }: Ended): Outcome {
  if (isDomainError(error, 'RunRefused')) return { result: 'cancelled' };
  if (isDomainError(error, 'StateFenced') || isDomainError(error, 'StateVanished'))
    return failedBy(error, redaction);
  const reason: unknown = abort.signal.aborted ? abort.signal.reason : error;
  if (!(reason instanceof RunStopped)) return failedBy(error, redaction);
  if (reason.why === 'requested') return { result: 'cancelled' };
  const [cls, words] = stops[reason.why];
  return { result: 'failed', failure: failureOf(cls, words, board.incomplete()) };
}

/** The reason is the one text of an outcome that others wrote: its secrets are taken out, and then it is cut. */
function failedBy(error: unknown, redaction: Redaction): Outcome {
  const { class: cls, reason, addresses } = failureFrom(error);
  return { result: 'failed', failure: failureOf(cls, redaction.text(reason), addresses) };
}

const stops: Record<Exclude<StopReason, 'requested'>, [FailureClass, string]> = {
  deadline: ['timed-out', 'The run exceeded its time limit; Terraform was stopped.'],
  silent: [
    'unreachable',
    'The control plane did not acknowledge the heartbeat for a minute; Terraform was stopped.',
  ],
  fenced: ['fenced', 'Another process changed the Terraform state; Terraform was stopped.'],
  terminated: ['lost', 'The build was told to stop; Terraform was stopped.'],
};

/** What the log says; an error nobody foresaw with where it came from. */
function describe(outcome: Outcome, error: unknown): string {
  if (outcome.result !== 'failed') return `Cancelled: ${(error as Error).message}`;
  const { class: cls, reason } = outcome.failure;
  const unforeseen = !(isDomainError(error) || error instanceof RunFailure || error instanceof RunStopped);
  const named = cls === 'unknown' ? '' : ` (${cls})`;
  return `Failed${named}: ${reason}${unforeseen ? `\n${(error as Error).stack ?? ''}` : ''}`;
}

async function record(outcome: Outcome, deps: RunnerDeps, persist: RunContext['persist']): Promise<void> {
  const { run, build, clock, artifacts, log } = deps;
  const recorded = readableOutcome({ run, build, at: clock(), outcome });
  const written = await persist(() => artifacts.writeOutcome(recorded));
  log(written ? `Outcome: ${recorded.outcome.result}.` : 'This run already has an outcome, which is kept.');
}
