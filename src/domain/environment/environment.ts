import * as z from 'zod';
import { AdoptedState } from './adopt/adopted-state';
import { HeldCertificates } from './certificates/held-certificates';
import { DriftCheck, FoundDrift, ScheduledCheck } from './drift/drift-check';
import { Ejected } from './eject/ejected';
import { ExpectedDrift, mostExpected } from './drift/expected-drift';
import { DomainEvent } from './events';
import { Lease } from '../lease';
import { LifeBudget } from '../limits/budget';
import { HeededBudget } from '../limits/heeded-budget';
import { Failure, OutputsSummary } from './outcome';
import { Accrual } from '../cost/accrual';
import { CostSummary } from '../cost/cost-summary';
import { PlanSummary } from './plan';
import { FailedChecks } from './notes/failed-checks';
import { Disowned, ReceiptSummary } from './receipt';
import { LifeName, LifeUser, mostReferences, mostUsers, WaitingEnd } from './uses/references';
import { Run, RunKind, Workflow } from './run';
import { Rotation } from './rotation/rotation';
import { PartOfStack } from './stack/part-of-stack';
import { PreviewSource } from '../access/preview-source';
import { SleepPlan, Transition } from './sleep/sleep-state';
import { Instant } from '../base/time';
import { EventDigest } from '../registry/entry';

import { EnvironmentKey } from './environment-name';
import { Applied, Spec } from './spec';

/** So many addresses of one life may be disowned. */
export const mostDisowned = 100;

/** The request to destroy it: who asked, how often it was tried, when it is tried next, and what a person disowned. */
export const Destruction = z.strictObject({
  requestedAt: Instant,
  requestedBy: z.string(),
  reason: z.enum(['requested', 'expired', 'rejected', 'over-budget']),
  attempts: z.number().int().nonnegative(),
  nextAttemptAt: Instant.nullable(),
  failure: Failure.nullable(),
  disowned: z.array(Disowned).max(mostDisowned).optional(),
});
export type Destruction = z.infer<typeof Destruction>;

/** Work that a change asks for outside the item; carried out after the write, at least once. */
export const Effect = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start-execution'),
    run: z.ulid(),
    workflow: Workflow,
  }),
  z.strictObject({
    type: z.literal('stop-execution'),
    run: z.ulid(),
    workflow: Workflow,
  }),
  z.strictObject({ type: z.literal('stop-build'), build: z.string() }),
  z.strictObject({ type: z.literal('discard-plan'), run: z.ulid() }),
  z.strictObject({ type: z.literal('release-use'), producer: LifeName, user: z.ulid() }),
  z.strictObject({ type: z.literal('end-users'), life: z.ulid() }),
]);
export type Effect = z.infer<typeof Effect>;

const common = {
  name: EnvironmentKey,
  id: z.ulid(),
  previousId: z.ulid().nullable(),
  version: z.number().int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
  owner: z.string(),
  team: z.string().nullable(),
  /** Of which stack it is a component; missing where it is none. */
  stack: PartOfStack.optional(),
  /** What a preview is made from; missing for what no workflow of a pull request made. */
  source: PreviewSource.optional(),
  target: z.string(),
  /** The Terraform state that it takes over with its first apply; missing where it was made from nothing. */
  adopts: AdoptedState.optional(),
  tags: z.record(z.string(), z.string()),
  lease: Lease,
  /** When it is put to sleep and woken by itself; missing where it is not. */
  schedule: SleepPlan.optional(),
  wanted: Spec,
  applied: Applied.nullable(),
  plan: PlanSummary.nullable(),
  cost: CostSummary,
  /** What it may cost over its life; missing where nothing was said of that when it was created. */
  budget: LifeBudget.optional(),
  /** What it has acted on of the budgets of its owner and team; missing where they have passed no threshold. */
  heeded: z.array(HeededBudget).max(2).optional(),
  /** What it has cost, as the last run counted it; missing where none did. */
  accrual: Accrual.optional(),
  outputs: OutputsSummary.nullable(),
  /** The lives whose outputs it takes, each of which has promised not to end before it; missing where it takes none. */
  uses: z.array(LifeName).max(mostReferences).optional(),
  /** The lives that take its outputs; missing where none does. */
  usedBy: z.array(LifeUser).max(mostUsers).optional(),
  /** An end that waits for them; missing where none does. */
  ending: WaitingEnd.optional(),
  /** What of the template's assertions did not hold after the last apply; missing where all did. */
  checks: FailedChecks.optional(),
  /** The certificates that it holds, as its last run or check read them; missing where none did. */
  certificates: HeldCertificates.optional(),
  /** The check for drift that works beside it, and is in no one's way; missing where none does. */
  check: DriftCheck.optional(),
  /** Which check the schedule has come to; missing where it has come to none. */
  scheduled: ScheduledCheck.optional(),
  /** The last sealed copy that was made of it; missing where none was. */
  ejected: Ejected.optional(),
  /** What the last check found since the last apply; missing where none has ended since. */
  drift: FoundDrift.optional(),
  /** Of that, what nobody is to be troubled with; missing where everything is. */
  expected: z.array(ExpectedDrift).max(mostExpected).optional(),
  /** The last rotation of what it holds; missing where none was requested. */
  rotation: Rotation.optional(),
  lastRun: z
    .strictObject({
      id: z.ulid(),
      kind: RunKind,
      result: z.string(),
      planOnly: z.boolean(),
      at: Instant,
      failure: Failure.nullable(),
      transition: Transition.optional(),
    })
    .nullable(),
  /** When a build was last lost: killed, or gone without a word. Missing where none was. */
  lostAt: Instant.optional(),
  seq: z.number().int().nonnegative(),
  outbox: z.array(DomainEvent),
  effects: z.array(Effect),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  head: EventDigest.optional(),
};

/**
 * One life of a name. `status` says what it is, `run` what is being done to it:
 * pending always has a run; destroying and stuck never go back; destroyed has a receipt and no run. forgotten has neither: what it
 * was made of is gone in a way that nobody can prove.
 */
export const Environment = z.discriminatedUnion('status', [
  z.strictObject({ ...common, status: z.literal('pending'), run: Run }),
  z.strictObject({ ...common, status: z.literal('ready'), run: Run.nullable() }),
  z.strictObject({ ...common, status: z.literal('failed'), run: Run.nullable(), failure: Failure }),
  z.strictObject({
    ...common,
    status: z.literal('destroying'),
    run: Run.nullable(),
    destruction: Destruction,
  }),
  z.strictObject({ ...common, status: z.literal('stuck'), run: Run.nullable(), destruction: Destruction }),
  z.strictObject({
    ...common,
    status: z.literal('destroyed'),
    run: z.null(),
    destruction: Destruction,
    receipt: ReceiptSummary,
    endedAt: Instant,
  }),
  z.strictObject({
    ...common,
    status: z.literal('forgotten'),
    run: z.null(),
    destruction: Destruction,
    endedAt: Instant,
  }),
]);
export type Environment = z.infer<typeof Environment>;
/** An environment that is wanted gone and not yet known to be. */
export type Doomed = Extract<Environment, { status: 'destroying' | 'stuck' }>;
/** An environment nobody wants gone. */
export type Living = Extract<Environment, { status: 'pending' | 'ready' | 'failed' }>;

/** A life that has come to its end. */
export type Over = Extract<Environment, { status: 'destroyed' | 'forgotten' }>;
/** A life that is still there, wanted or not. */
export type Present = Exclude<Environment, Over>;

/** Whether the life has come to its end: nothing is done to it any more, and its name is free. */
export function hasEnded(environment: Environment): environment is Over {
  return environment.status === 'destroyed' || environment.status === 'forgotten';
}

/** Whether the environment is wanted gone and not yet proven so. */
export function isDoomed(environment: Environment): environment is Doomed {
  return environment.status === 'destroying' || environment.status === 'stuck';
}

/** Whether nobody wants the environment gone. */
export function isLiving(environment: Environment): environment is Living {
  return !isDoomed(environment) && !hasEnded(environment);
}

/** Where a life's Terraform state, metadata and outputs lie, without a trailing slash. */
export function stateFolder({ name, id }: { name: string; id: string }): string {
  return `environments/${name}/${id}`;
}

/** Where states lie that lives of a name are to adopt, without a trailing slash. */
export function adoptionFolder(name: string): string {
  return `adoptions/${name}`;
}
