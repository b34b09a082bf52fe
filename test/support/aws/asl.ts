import { History } from '../../../src/emulators/step-functions/history';
import { parseDefinition } from '../../../src/emulators/step-functions/parse-definition';
import { runMachine } from '../../../src/emulators/step-functions/run-machine';
import { StateFailure } from '../../../src/emulators/step-functions/state-failure';
import type { RunTask } from '../../../src/emulators/step-functions/visit';
import { virtualClock } from '../plane/virtual-clock';

/** What one call of a Task comes to: a result as the integration gives it (`{ Payload }`, `{ Build }`), a failure, or no answer before the time-out. */
export type TaskOutcome = { returns: unknown } | { fails: string; cause?: string } | { hangs: true };

/** A definition with what happens to its Tasks: per state name, one outcome per call. A call beyond the script is an error of the test. */
export interface Walk {
  definition: string;
  substitutions?: Record<string, string>;
  input?: unknown;
  tasks?: Record<string, TaskOutcome[]>;
}

/** How a walk went. `calls` holds the evaluated arguments; `elapsedMs` what Wait, Retry and time-outs took on a clock that jumps. */
export interface WalkResult {
  visited: string[];
  status: 'SUCCEEDED' | 'FAILED';
  output?: unknown;
  error?: string;
  cause?: string;
  calls: { state: string; resource: string; arguments: Record<string, unknown> }[];
  elapsedMs: number;
}

/** Runs a machine on the real engine with scripted Tasks. Throws when an outcome was scripted that no call came for. */
export async function walkMachine(walk: Walk): Promise<WalkResult> {
  const clock = virtualClock();
  const started = clock.now().getTime();
  const history = new History(clock);
  const script = structuredClone(walk.tasks ?? {});
  const calls: WalkResult['calls'] = [];
  const end = await runMachine({
    machine: parseDefinition(walk.definition, walk.substitutions),
    input: walk.input ?? {},
    context: contextOf(walk.input ?? {}),
    clock,
    waitScale: 1,
    signal: new AbortController().signal,
    runTask: playScript(script, calls),
    history,
  }).then((output) => ({ status: 'SUCCEEDED' as const, output }), describeFailure);
  refuseLeftovers(script);
  const visited = history.events.flatMap((event) => nameOf(event['stateEnteredEventDetails']));
  return { visited, ...end, calls, elapsedMs: clock.now().getTime() - started };
}

function contextOf(input: unknown) {
  const arn = 'arn:aws:states:us-east-1:123456789012';
  return {
    Execution: { Id: `${arn}:execution:walk:1`, Name: '1', Input: input, StartTime: '2026-01-01T00:00:00Z' },
    StateMachine: { Id: `${arn}:stateMachine:walk`, Name: 'walk' },
  };
}

function playScript(script: Record<string, TaskOutcome[]>, calls: WalkResult['calls']): RunTask {
  return async ({ stateName, resource, arguments: args }) => {
    calls.push({ state: stateName, resource, arguments: args });
    const outcome = script[stateName]?.shift();
    if (!outcome) throw new Error(`The walk has no outcome for this call of '${stateName}'`);
    if ('fails' in outcome) throw new StateFailure(outcome.fails, outcome.cause ?? '');
    if ('hangs' in outcome) return new Promise(() => undefined);
    return outcome.returns;
  };
}

function describeFailure(error: unknown) {
  if (!(error instanceof StateFailure) || error.message.includes('The walk has no outcome')) throw error;
  return { status: 'FAILED' as const, error: error.error, cause: error.message };
}

function refuseLeftovers(script: Record<string, TaskOutcome[]>): void {
  const left = Object.keys(script).filter((name) => script[name]?.length);
  if (left.length > 0) throw new Error(`The walk never made every scripted call of: ${left.join(', ')}`);
}

function nameOf(details: unknown): string[] {
  return details ? [(details as { name: string }).name] : [];
}
