import * as z from 'zod';
import { Consent, PlanSummary } from './plan';
import { Transition } from './sleep/sleep-state';
import { Waiting } from './waiting';
import { Instant } from '../base/time';
import { AskedCertificate } from './rotation/given-certificate';

/** Why an active run was asked to stop. */
const Stop = z.strictObject({
  requestedAt: Instant,
  by: z.string(),
  reason: z.enum(['cancelled', 'destroy']),
  killedAt: Instant.nullable(),
});

/** The progress counter of the claiming build as the sweep last saw it change, or last suspected the build. */
const Heartbeat = z.strictObject({
  counter: z.number().int().nonnegative(),
  seenAt: Instant,
  suspected: z.boolean(),
});

/** What a run is for. */
export const RunKind = z.enum(['provision', 'destroy', 'rotate']);
export type RunKind = z.infer<typeof RunKind>;

const common = {
  id: z.ulid(),
  kind: RunKind,
  requestedBy: z.string(),
  requestedAt: Instant,
  since: Instant,
  planOnly: z.boolean(),
  planOf: z.ulid().nullable(),
  approved: PlanSummary.nullable(),
  /** Of a run that applies an approved plan. */
  consent: Consent.optional(),
  stop: Stop.nullable(),
  /** Of a run that only puts to sleep, or wakes. */
  transition: Transition.optional(),
  /** Of a rotation that only replaces one certificate. */
  certificate: AskedCertificate.optional(),
};
const claimed = { build: z.string(), heartbeat: Heartbeat };

/** One attempt at work on an environment; a queued run has no build yet, one that awaits approval has none any more. */
export const Run = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('queued'), ...common, waiting: Waiting.optional() }),
  z.strictObject({ phase: z.literal('planning'), ...common, ...claimed }),
  z.strictObject({ phase: z.literal('awaiting-approval'), ...common, plan: PlanSummary, decideBy: Instant }),
  z.strictObject({ phase: z.literal('applying'), ...common, ...claimed }),
  z.strictObject({ phase: z.literal('verifying'), ...common, ...claimed }),
]);
export type Run = z.infer<typeof Run>;
/** A run that a build has claimed and works on. */
export type ClaimedRun = Extract<Run, { build: string }>;
/** A run whose plan waits for a person. */
export type WaitingRun = Extract<Run, { phase: 'awaiting-approval' }>;

/** The workflow that carries out a run, or a check for drift. */
export const Workflow = z.enum([
  'provision-environment',
  'apply-plan',
  'destroy-environment',
  'check-drift',
  'rotate-environment',
]);
export type Workflow = z.infer<typeof Workflow>;
/** The same with the one of previews, which are runs of no environment: a plan of a stack has them. */
export type AnyWorkflow = Workflow | 'preview-component';

/** Whether a build has claimed the run and may be at work. */
export function isClaimed(run: Run | null): run is ClaimedRun {
  return run !== null && 'build' in run;
}

/** Which workflow a run belongs to. */
export function workflowOf(run: Run): Workflow {
  if (run.kind === 'destroy') return 'destroy-environment';
  if (run.kind === 'rotate') return 'rotate-environment';
  return run.planOf === null ? 'provision-environment' : 'apply-plan';
}
