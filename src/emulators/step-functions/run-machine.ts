import type { State } from './definition';
import { runChoice, runFail, runPass, runSucceed, runWait } from './run-flow';
import { runTaskState } from './run-task';
import { showInput, showOutput } from './history';
import { toStateFailure } from './state-failure';
import type { MachineRun, Step, Visit } from './visit';

/** Runs a machine from its first state and returns its output. Rejects with a `StateFailure`, or with the signal's reason once aborted. */
export async function runMachine(run: MachineRun): Promise<unknown> {
  let step: Step = { output: run.input, assigned: {}, next: run.machine.StartAt };
  let variables: Record<string, unknown> = {};
  while (step.next !== undefined) {
    run.signal.throwIfAborted();
    step = await visitState(run, { ...step, next: step.next }, variables);
    variables = { ...variables, ...step.assigned };
  }
  return step.output;
}

async function visitState(
  run: MachineRun,
  { next: name, output: input }: Step & { next: string },
  variables: Record<string, unknown>,
): Promise<Step> {
  const state = run.machine.States[name];
  if (!state) throw new Error(`No state is named '${name}'`);
  const details = { name, ...showInput(input) };
  const enteredId = run.history.add(`${state.Type}StateEntered`, { stateEnteredEventDetails: details });
  const enteredTime = run.clock.now().toISOString();
  const visit = { run, name, input, variables, enteredId, enteredTime, retryCount: 0 };
  const step = await runState(visit, state).catch((error: unknown) => {
    run.signal.throwIfAborted();
    throw toStateFailure(error);
  });
  noteExit(visit, state, step);
  return step;
}

function runState(visit: Visit, state: State): Promise<Step> {
  switch (state.Type) {
    case 'Task':
      return runTaskState(visit, state);
    case 'Choice':
      return runChoice(visit, state);
    case 'Wait':
      return runWait(visit, state);
    case 'Pass':
      return runPass(visit, state);
    case 'Succeed':
      return runSucceed(visit, state);
    case 'Fail':
      return runFail(visit, state);
  }
}

function noteExit({ run, name }: Visit, state: State, { output, assigned }: Step): void {
  const texts = Object.entries(assigned).map(([variable, value]) => [variable, JSON.stringify(value)]);
  const variables =
    texts.length === 0
      ? {}
      : {
          assignedVariables: Object.fromEntries(texts) as Record<string, string>,
          assignedVariablesDetails: { truncated: false },
        };
  const details = { name, ...showOutput(output), ...variables };
  run.history.add(`${state.Type}StateExited`, { stateExitedEventDetails: details });
}
