import type { Command } from '../../domain/environment/decide';
import type { Environment } from '../../domain/environment/environment';
import { DomainError } from '../../domain/base/errors';
import { decideEnvironment } from './environments';
import type { CoreDeps } from '../ports/environment';

/** The run of a life, and the build that carries it out. */
export interface RunClaim {
  name: string;
  id: string;
  runId: string;
  build: string;
}

type GateDeps = Pick<CoreDeps, 'registry' | 'clock' | 'newId'>;

/**
 * Claims the run for a build: the first wins, any other is refused (RunRefused), the same again is not; ClaimTooEarly for
 * `graceMs`, usually a minute, after a build that was lost.
 */
export function claimRun(
  { graceMs, ...claim }: RunClaim & { graceMs?: number | undefined },
  deps: GateDeps,
): Promise<Environment> {
  return ask(claim, { type: 'claim-run', run: claim.runId, build: claim.build, graceMs }, deps);
}

/** The last question before anything is applied; an accepted one pins bundle and inputs for the destroy. */
export function beginApply(claim: RunClaim & { planDigest: string }, deps: GateDeps): Promise<Environment> {
  const { runId: run, build, planDigest } = claim;
  return ask(claim, { type: 'begin-apply', run, build, planDigest }, deps);
}

/** Says that everything was destroyed and is now being verified. */
export function beginVerify(claim: RunClaim, deps: GateDeps): Promise<Environment> {
  return ask(claim, { type: 'begin-verify', run: claim.runId, build: claim.build }, deps);
}

/** The runner leaves delivery of its events to the next delivery or the sweep: it has no right to start or stop anything. */
function ask({ name, id, runId }: RunClaim, command: Command, deps: GateDeps): Promise<Environment> {
  const toCommand = (environment: Environment): Command => {
    if (environment.id === id) return command;
    throw new DomainError('RunRefused', { run: runId, reason: `the life ${id} of '${name}' has ended` });
  };
  return decideEnvironment(name, toCommand, deps);
}
