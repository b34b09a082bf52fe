import * as z from 'zod';
import { Instant } from '../../base/time';

/** What is done to one value, in this order; a rotator has some of them. */
export const RotationStep = z.enum(['renew', 'put-in-use', 'restart', 'prove', 'retire']);
export type RotationStep = z.infer<typeof RotationStep>;

/** A step as its run left it. */
export const ReportedStep = z.strictObject({
  step: RotationStep,
  does: z.string().max(300),
  state: z.enum(['to-do', 'done', 'done-before', 'failed']),
});
export type ReportedStep = z.infer<typeof ReportedStep>;

/** What a run did to one resource, or would do. */
export const RotatedResource = z.strictObject({
  address: z.string().max(300),
  type: z.string().max(100),
  what: z.string().max(100),
  result: z
    .enum(['to-do', 'rotated', 'left', 'failed'])
    .describe('`left`: it stays as it is, for the reason in `why`.'),
  why: z.string().max(2_000).optional(),
  steps: z.array(ReportedStep).max(RotationStep.options.length),
});
export type RotatedResource = z.infer<typeof RotatedResource>;

/** `rotation.json`: what a run rotated, or would rotate, step by step. It names versions of no secret, and holds no value. */
export const RotationDocument = z.strictObject({
  run: z.ulid(),
  rotation: z.ulid().nullable().describe('The rotation that the run worked on; null for a dry run.'),
  at: Instant,
  resources: z.array(RotatedResource).max(1_000),
});
export type RotationDocument = z.infer<typeof RotationDocument>;
