import type { StateOf } from './definition';
import { StateFailure } from './state-failure';
import { evaluate, leave, refuseType } from './visit';
import type { Step, Visit } from './visit';

/** Takes the first rule whose Condition is true, else the Default; the rules after it are not evaluated. */
export async function runChoice(visit: Visit, state: StateOf<'Choice'>): Promise<Step> {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/`;
    const matched = await evaluate(visit, rule.Condition, `${field}Condition`);
    if (typeof matched !== 'boolean') throw refuseType(visit, `${field}Condition`, 'a boolean');
    if (matched) return leave(visit, rule, { next: rule.Next, fallback: visit.input, field });
  }
  if (state.Default !== undefined) return leave(visit, state, { next: state.Default, fallback: visit.input });
  const cause = `No rule of the Choice state '${visit.name}' matched and it has no Default`;
  throw new StateFailure('States.NoChoiceMatched', cause);
}

/** Waits its Seconds or until its Timestamp; a moment that has passed does not wait. */
export async function runWait(visit: Visit, state: StateOf<'Wait'>): Promise<Step> {
  const { clock, signal, waitScale } = visit.run;
  await clock.sleep((await readWait(visit, state)) * waitScale, signal);
  return leave(visit, state, { next: state.Next, fallback: visit.input });
}

/** Shapes its output and variables and goes on. */
export async function runPass(visit: Visit, state: StateOf<'Pass'>): Promise<Step> {
  return leave(visit, state, { next: state.Next, fallback: visit.input });
}

/** Ends the execution with its output. */
export async function runSucceed(visit: Visit, state: StateOf<'Succeed'>): Promise<Step> {
  return leave(visit, state, { next: undefined, fallback: visit.input });
}

/** Ends the execution under its Error and Cause, either of which may be absent. */
export async function runFail(visit: Visit, state: StateOf<'Fail'>): Promise<never> {
  const error = await evaluate(visit, state.Error ?? '', 'Error');
  const cause = await evaluate(visit, state.Cause ?? '', 'Cause');
  if (typeof error !== 'string') throw refuseType(visit, 'Error', 'a string');
  if (typeof cause !== 'string') throw refuseType(visit, 'Cause', 'a string');
  throw new StateFailure(error, cause);
}

async function readWait(visit: Visit, state: StateOf<'Wait'>): Promise<number> {
  if (state.Timestamp === undefined) return (await readSeconds(visit, state.Seconds, 'Seconds')) * 1000;
  const moment = Date.parse(String(await evaluate(visit, state.Timestamp, 'Timestamp')));
  if (Number.isNaN(moment)) throw refuseType(visit, 'Timestamp', 'an RFC 3339 timestamp');
  return Math.max(0, moment - visit.run.clock.now().getTime());
}

/** A whole, non-negative number of seconds, written or computed. */
export async function readSeconds(visit: Visit, template: unknown, field: string): Promise<number> {
  const seconds = await evaluate(visit, template, field);
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0) return seconds;
  throw refuseType(visit, field, 'a whole number of seconds, 0 or more');
}
