import { type Command, type Decision, decide, decideBirth } from '../../../src/domain/environment/decide';
import type { Birth } from '../../../src/domain/environment/decisions/create-environment';
import { type Environment, isDoomed } from '../../../src/domain/environment/environment';
import { failureOf, type FailureClass, type Outcome } from '../../../src/domain/environment/outcome';
import type { PlanSummary } from '../../../src/domain/environment/plan';
import { isClaimed } from '../../../src/domain/environment/run';
import type { Instant } from '../../../src/domain/base/time';
import { birthOf, planDigest, planOf, receiptOf, start } from './births';
import { ulidAt } from './ulids';

export const by = 'ada@example.com';

/** A life just born, its first run queued. */
export function born(overrides: Partial<Birth> = {}): Environment {
  return decideBirth(birthOf(overrides), undefined, { now: start, newRun: ulidAt(start, 2) }).environment;
}

/** What is decided of a command; the run it may open has an id that grows with the environment's version. */
export function decided(environment: Environment, command: Command, now: Instant = start): Decision {
  return decide(environment, command, { now, newRun: ulidAt(now, 100 + environment.version) });
}

/** The environment after each of the commands, in order, at one instant. */
export function after(environment: Environment, commands: Command[], now: Instant = start): Environment {
  return commands.reduce((current, command) => decided(current, command, now).environment, environment);
}

/** The id of the active run; a test that has none has gone wrong. */
export function runOf({ run, name }: Environment): string {
  if (!run) throw new Error(`'${name}' has no active run`);
  return run.id;
}

/** The build that the tests let claim a run. */
export function buildOf(environment: Environment): string {
  return `leasehold:${runOf(environment)}`;
}

/** The environment once a build has claimed its run. */
export function claimed(environment: Environment, now: Instant = start): Environment {
  const claim = { run: runOf(environment), build: buildOf(environment) };
  return after(environment, [{ type: 'claim-run', ...claim }], now);
}

/** The environment once its claimed run has begun to apply. */
export function applying(environment: Environment, now: Instant = start): Environment {
  const claim = { run: runOf(environment), build: buildOf(environment) };
  return after(environment, [{ type: 'begin-apply', planDigest, ...claim }], now);
}

/** What is decided when the active run ends with this outcome, told by the build that claimed it. */
export function settled(environment: Environment, outcome: Outcome, now: Instant = start): Decision {
  const { run } = environment;
  const build = run && isClaimed(run) ? run.build : null;
  return decided(environment, { type: 'settle-run', run: runOf(environment), build, outcome }, now);
}

/** The outcome of a run that applied its plan. */
export function appliedOutcome(run: string, plan: PlanSummary = planOf(run)): Outcome {
  const outputs = { names: ['message'], sensitive: [] };
  return { result: 'applied', plan, resources: 3, outputs, cost: plan.cost };
}

/** The outcome of a run that failed. */
export function failedOutcome(cls: FailureClass = 'dependency', reason = 'It did not work.'): Outcome {
  return { result: 'failed', failure: failureOf(cls, reason) };
}

/** The end of a destroy that cannot account for these. */
export function unaccountedOutcome(...addresses: string[]): Outcome {
  return { result: 'failed', failure: failureOf('unaccounted', 'They may be left.', addresses) };
}

/** The same where these addresses are disowned. */
export function disowning(environment: Environment, addresses: string[]): Environment {
  if (!isDoomed(environment)) throw new Error(`${environment.name} is wanted.`);
  const disowned = addresses.map((address) => ({ address, by, at: start }));
  return { ...environment, destruction: { ...environment.destruction, disowned } };
}

/** An environment that is built and idle. */
export function ready(overrides: Partial<Birth> = {}, now: Instant = start): Environment {
  const built = applying(claimed(born(overrides), now), now);
  return settled(built, appliedOutcome(runOf(built)), now).environment;
}

/** An environment whose active run has planned and waits for a person. */
export function waiting(environment: Environment, needs: PlanSummary['needs'] = ['plan-only']): Environment {
  const planned = claimed(environment);
  return settled(planned, { result: 'planned', plan: planOf(runOf(planned), needs) }).environment;
}

/** An environment that was built and whose destroy is queued. */
export function doomed(now: Instant = start): Environment {
  return after(ready(), [{ type: 'destroy', by }], now);
}

/** The outcome of a destroy that left nothing. */
export function destroyedOutcome(endedAt: Instant = start): Outcome {
  return { result: 'destroyed', receipt: receiptOf(endedAt) };
}
