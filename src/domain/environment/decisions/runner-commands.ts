import { DomainError } from '../../base/errors';
import type { Environment } from '../environment';
import { isLiving, hasEnded } from '../environment';
import { isLeaseOver } from '../../lease';
import type { Consent } from '../plan';
import { type ClaimedRun, isClaimed, type Run } from '../run';
import { type Instant, minute, plus } from '../../base/time';
import { claimCheck } from '../drift/check-drift';
import { type Change, type Moment, unchanged } from './change';

/** The run and the build that carries it out. */
export interface Claim {
  run: string;
  build: string;
}

/** How long after CodeBuild says that a killed build is over its container may still run. */
export const killGrace = minute;

/** `graceMs` where the end of a killed build is known otherwise than on AWS. */
export interface FirstClaim extends Claim {
  graceMs?: number | undefined;
}

/**
 * The first build to ask gets the run; any other is refused, the same one again is not. After a build that was lost it is
 * too early for a while (ClaimTooEarly): two must never work on one state.
 */
export function claimRun(
  environment: Environment,
  { run: id, build, graceMs = killGrace }: FirstClaim,
  { now }: Moment,
): Change | null {
  const { check } = environment;
  if (check?.id === id) return claimCheck({ ...environment, check }, { run: id, build }, { now, newRun: id });
  const run = requireCurrent(environment, id);
  if (isClaimed(run)) {
    if (run.build === build) return unchanged;
    throw refused(id, `another build (${run.build}) has claimed it`);
  }
  if (run.phase !== 'queued') throw refused(id, `it is ${run.phase}`);
  refuseTooEarly(environment, id, { now, graceMs });
  const { waiting: _, ...begun } = run;
  const phase = run.kind === 'provision' ? 'planning' : 'applying';
  const heartbeat = { counter: 0, seenAt: now, suspected: false };
  const event = {
    type: 'RunClaimed' as const,
    actor: build,
    data: { run: id, build, requestedAt: run.requestedAt },
  };
  return {
    environment: withPhase(environment, { ...begun, phase, since: now, build, heartbeat }),
    events: [event],
    effects: [],
  };
}

function refuseTooEarly(
  { lostAt }: Environment,
  run: string,
  { now, graceMs }: { now: Instant; graceMs: number },
): void {
  if (lostAt === undefined) return;
  const from = plus(lostAt, graceMs);
  if (now < from) throw new DomainError('ClaimTooEarly', { run, lostAt, from });
}

/** The last question before anything is applied: pins bundle and inputs, or refuses for good. */
export function beginApply(
  environment: Environment,
  { run: id, build, planDigest }: Claim & { planDigest: string },
  { now }: Moment,
): Change | null {
  const run = requireClaimed(environment, id, build);
  if (environment.applied?.run === id && environment.applied.planDigest === planDigest) return unchanged;
  refuseApply(environment, { run, planDigest }, now);
  const consent = consentOf(environment, run);
  const since = environment.applied?.since ?? environment.applied?.at ?? now;
  const applied = { ...environment.wanted, run: id, planDigest, at: now, since, consent };
  const applying = withPhase({ ...environment, applied }, { ...run, phase: 'applying', since: now });
  return {
    environment: applying,
    events: [{ type: 'RunApplying', actor: build, data: { run: id, planDigest } }],
    effects: [],
  };
}

/** What was approved before it was kept who had asked, and what needed no approval, say so as far as it is known. */
function consentOf(
  { wanted, applied }: Environment,
  { consent, requestedBy, approved, transition }: ClaimedRun,
): Consent {
  // Sleep is covered by whoever stands behind the life.
  if (transition && !approved && applied?.consent) return applied.consent;

  const unapproved = { askedBy: wanted.askedBy ?? requestedBy, approvedBy: null, selfApproved: false };
  return consent ?? (approved ? { ...unapproved, approvedBy: requestedBy } : unapproved);
}

function refuseApply(
  environment: Environment,
  { run, planDigest }: { run: ClaimedRun; planDigest: string },
  now: Instant,
): void {
  if (run.kind !== 'provision') throw refused(run.id, 'only a provision applies a plan');
  if (run.phase !== 'planning') throw refused(run.id, 'it has begun to apply another plan');
  if (run.stop) throw refused(run.id, 'it is being cancelled');
  if (!isLiving(environment)) throw refused(run.id, `the environment is ${environment.status}`);
  if (isLeaseOver(environment.lease, now)) throw refused(run.id, 'the lease has ended');
  if (run.approved && run.approved.digest !== planDigest)
    throw refused(run.id, 'this is not the plan that was approved');
  const { approval } = environment.wanted;
  if (!run.approved && !run.transition && (run.planOnly || approval === 'always'))
    throw refused(run.id, 'its plan needs approval');
}

/** The destroy is done and is being verified. */
export function beginVerify(
  environment: Environment,
  { run: id, build }: Claim,
  { now }: Moment,
): Change | null {
  const run = requireClaimed(environment, id, build);
  if (run.phase === 'verifying') return unchanged;
  if (run.kind !== 'destroy') throw refused(id, 'only a destroy is verified');
  return {
    environment: withPhase(environment, { ...run, phase: 'verifying', since: now }),
    events: [],
    effects: [],
  };
}

function requireCurrent(environment: Environment, id: string): Run {
  const { run } = environment;
  if (run?.id !== id) throw refused(id, run ? `${run.id} is the current run` : 'it has ended');
  return run;
}

function requireClaimed(environment: Environment, id: string, build: string): ClaimedRun {
  const run = requireCurrent(environment, id);
  if (!isClaimed(run) || run.build !== build) throw refused(id, 'this build has not claimed it');
  return run;
}

function withPhase(environment: Environment, run: Run): Environment {
  if (hasEnded(environment)) throw refused(run.id, `the environment is ${environment.status}`);
  return { ...environment, run };
}

function refused(run: string, reason: string): DomainError<'RunRefused'> {
  return new DomainError('RunRefused', { run, reason });
}
