import * as z from 'zod';
import { Instant } from '../base/time';

/** What may happen to an environment; past tense, and the EventBridge detail-type as it stands. */
export const EventType = z.enum([
  'EnvironmentRequested',
  'EnvironmentChangeRequested',
  'EnvironmentReady',
  'EnvironmentFailed',
  'EnvironmentDestroyRequested',
  'EnvironmentDestroyed',
  'EnvironmentStuck',
  'LeaseExtended',
  'LeaseEndsSoon',
  'LeaseExpired',
  'RunStarted',
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
  'DestroyWillRetry',
  'StateUnlocked',
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
});
export type DomainEvent = z.infer<typeof DomainEvent>;
