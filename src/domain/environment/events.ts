import * as z from 'zod';
import { Instant } from '../base/time';
import { EventDigest } from '../registry/entry';

/** What may happen to an environment; past tense, and the EventBridge detail-type as it stands. */
export const EventType = z.enum([
  'EnvironmentRequested',
  'EnvironmentChangeRequested',
  'EnvironmentReady',
  'EnvironmentFailed',
  'EnvironmentDestroyRequested',
  'EnvironmentDestroyed',
  'EnvironmentForgotten',
  'EnvironmentStuck',
  'EnvironmentSleepRequested',
  'EnvironmentWakeRequested',
  'SleepScheduleChanged',
  'LeaseExtended',
  'LeaseEndsSoon',
  'LeaseExpired',
  'BudgetThresholdReached',
  'RunStarted',
  'WakeWaitsForQuota',
  'RunWaitsLong',
  'RunClaimed',
  'RunApplying',
  'RunSilent',
  'RunStopRequested',
  'RunSucceeded',
  'RunFailed',
  'RunCancelled',
  'PlanAwaitsApproval',
  'PlanApproved',
  'PlanRejected',
  'PlanExpired',
  'DriftCheckStarted',
  'DriftCheckEnded',
  'DriftFound',
  'DriftGone',
  'DriftExpected',
  'RotationStarted',
  'RotationEnded',
  'EjectStarted',
  'EjectEnded',
  'CertificateEndsSoon',
  'DestroyWillRetry',
  'StateUnlocked',
  'ResourceDisowned',
]);
export type EventType = z.infer<typeof EventType>;

/** One thing that happened: consumers dedupe by `id` and order by `seq` within a `life`. */
export const DomainEvent = z.strictObject({
  id: z.string(),
  life: z.ulid(),
  environment: z.string(),
  seq: z.number().int().positive(),
  type: EventType,
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previous: EventDigest.nullable()
    .optional()
    .describe(
      'The digest of the previous event; null at the start of the chain, absent in events older than the chain.',
    ),
});
export type DomainEvent = z.infer<typeof DomainEvent>;

/** Events in their order; `head` is where the chain of the life ends: with its last event, and the digest of that. */
export const EventPage = z.strictObject({
  items: z.array(DomainEvent),
  next: z.string().nullable(),
  head: z.strictObject({
    life: z.ulid(),
    seq: z.number().int().nonnegative(),
    digest: EventDigest.nullable().describe('Null if the last event is older than the chain.'),
  }),
});
export type EventPage = z.infer<typeof EventPage>;
