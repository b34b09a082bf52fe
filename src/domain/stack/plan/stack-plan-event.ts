import * as z from 'zod';
import { Instant } from '../../base/time';
import { EventDigest } from '../../registry/entry';
import { StackName } from '../names';

/** What may happen to a plan of a stack that somebody should find in the audit; past tense, and the EventBridge detail-type as it stands. */
export const StackPlanEventType = z.enum(['StackPlanCancelled']);
export type StackPlanEventType = z.infer<typeof StackPlanEventType>;

/** One thing that happened; events are numbered within a plan. */
export const StackPlanEvent = z.strictObject({
  id: z.string(),
  stackPlan: z.ulid(),
  stack: StackName,
  seq: z.int().positive(),
  type: StackPlanEventType,
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previous: EventDigest.nullable().optional(),
});
export type StackPlanEvent = z.infer<typeof StackPlanEvent>;
