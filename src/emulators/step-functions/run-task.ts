import type { StateOf } from './definition';
import { showFailure, showOutput } from './history';
import { takeRetry } from './retry-policy';
import type { RetryCounts } from './retry-policy';
import { readSeconds } from './run-flow';
import { matchesError, StateFailure, toErrorOutput, toStateFailure } from './state-failure';
import { evaluate, leave } from './visit';
import type { Step, Visit } from './visit';

/** Attempts the Task until it succeeds, no Retry is left, or a Catch takes over. Also covers failures of its own expressions. */
export async function runTaskState(visit: Visit, state: StateOf<'Task'>): Promise<Step> {
  const { clock, signal, waitScale } = visit.run;
  const counts: RetryCounts = new Map();
  for (;;) {
    const outcome = await attempt(visit, state).catch(toStateFailure);
    signal.throwIfAborted();
    if (!(outcome instanceof StateFailure)) return outcome;
    const delay = takeRetry(state.Retry ?? [], outcome, counts);
    if (delay === undefined) return catchFailure(visit, state, outcome);
    await clock.sleep(delay * waitScale, signal);
    visit.retryCount += 1;
  }
}

async function attempt(visit: Visit, state: StateOf<'Task'>): Promise<Step> {
  const args = (await evaluate(visit, state.Arguments, 'Arguments')) as Record<string, unknown>;
  const seconds =
    state.TimeoutSeconds === undefined
      ? undefined
      : await readSeconds(visit, state.TimeoutSeconds, 'TimeoutSeconds');
  const result = await callResource(visit, state, { args, seconds });
  return leave(visit, state, { next: state.Next, fallback: result, extra: { result } });
}

async function catchFailure(visit: Visit, state: StateOf<'Task'>, failure: StateFailure): Promise<Step> {
  const index = (state.Catch ?? []).findIndex(({ ErrorEquals }) => matchesError(ErrorEquals, failure));
  const catcher = state.Catch?.[index];
  if (!catcher) throw failure;
  const errorOutput = toErrorOutput(failure);
  const extra = { errorOutput };
  return leave(visit, catcher, {
    next: catcher.Next,
    fallback: errorOutput,
    extra,
    field: `Catch[${index}]/`,
  });
}

interface Call {
  args: Record<string, unknown>;
  seconds: number | undefined;
}

/** What every event of one call says, and whether its job was started. */
interface CallNote {
  common: { resourceType: string | undefined; resource: string | undefined };
  submitted: boolean;
}

async function callResource(visit: Visit, { Resource }: StateOf<'Task'>, call: Call): Promise<unknown> {
  const { history, runTask } = visit.run;
  const [, , , , , resourceType, resource] = Resource.split(':');
  const common = { resourceType, resource };
  const note: CallNote = { common, submitted: false };
  history.add('TaskScheduled', { taskScheduledEventDetails: describeCall(visit, call, common) });
  history.add('TaskStarted', { taskStartedEventDetails: common });
  const submitted = (output: unknown) => {
    history.add('TaskSubmitted', { taskSubmittedEventDetails: { ...common, ...showOutput(output) } });
    note.submitted = true;
  };
  const request = { resource: Resource, stateName: visit.name, arguments: call.args, submitted };
  try {
    const result = await withTimeout(visit, call.seconds, (signal) => runTask({ ...request, signal }));
    history.add('TaskSucceeded', { taskSucceededEventDetails: { ...common, ...showOutput(result) } });
    return result;
  } catch (error) {
    visit.run.signal.throwIfAborted();
    const failure = toStateFailure(error);
    noteTaskFailure(visit, failure, note);
    throw failure;
  }
}

function describeCall(visit: Visit, { args, seconds }: Call, common: Record<string, unknown>) {
  const [, , , region] = String(visit.run.context.StateMachine['Id']).split(':');
  const timeout = seconds === undefined ? {} : { timeoutInSeconds: seconds };
  return { ...common, region, parameters: JSON.stringify(args), ...timeout };
}

function noteTaskFailure({ run }: Visit, failure: StateFailure, { common, submitted }: CallNote): void {
  const details = { ...common, ...showFailure(failure) };
  if (failure.error === 'States.Timeout') {
    run.history.add('TaskTimedOut', { taskTimedOutEventDetails: details });
  } else if (common.resource?.endsWith('.sync') && !submitted) {
    run.history.add('TaskSubmitFailed', { taskSubmitFailedEventDetails: details });
  } else {
    run.history.add('TaskFailed', { taskFailedEventDetails: details });
  }
}

/** The work itself may ignore the signal, so the time-out does not wait for it. */
async function withTimeout<T>(
  { run }: Visit,
  seconds: number | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const expiry = new AbortController();
  const done = new AbortController();
  const signal = AbortSignal.any([run.signal, expiry.signal]);
  const expire = () => expiry.abort(new StateFailure('States.Timeout', ''));
  if (seconds !== undefined) run.clock.sleep(seconds * 1000, done.signal).then(expire, () => undefined);
  try {
    return await Promise.race([work(signal), rejectOnAbort(signal)]);
  } finally {
    done.abort();
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
