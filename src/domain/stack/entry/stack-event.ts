import * as z from 'zod';
import { Instant } from '../../base/time';
import { EventDigest } from '../../registry/entry';

/** What may happen to a stack; past tense, and the EventBridge detail-type as it stands. */
export const StackEventType = z.enum([
  'StackRevisionSubmitted',
  'StackRevisionStarted',
  'StackRevisionStopped',
  'StackAwaitsApproval',
  'StackPlansApproved',
  'StackPlanConsented',
  'StackPlanCovered',
  'StackPlanNotCovered',
  'StackRevisionRejected',
  'StackReady',
  'StackFailed',
  'StackRetried',
  'StackLeaseExtended',
  'StackLeaseEndsSoon',
  'StackLeaseExpired',
  'StackDestroyRequested',
  'StackStuck',
  'StackDestroyed',
]);
export type StackEventType = z.infer<typeof StackEventType>;

/** One thing that happened: consumers dedupe by `id` and order by `seq` within a stack's life. */
export const StackEvent = z.strictObject({
  id: z.string(),
  stackLife: z.ulid(),
  stack: z.string(),
  seq: z.int().positive(),
  type: StackEventType,
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previous: EventDigest.nullable().optional(),
});
export type StackEvent = z.infer<typeof StackEvent>;

/** Events in their order; `head` is where the chain of the life ends: with its last event, and the digest of that. */
export const StackEventPage = z.strictObject({
  items: z.array(StackEvent),
  next: z.string().nullable(),
  head: z.strictObject({
    stackLife: z.ulid(),
    seq: z.int().nonnegative(),
    digest: EventDigest.nullable(),
  }),
});
export type StackEventPage = z.infer<typeof StackEventPage>;
