import * as z from 'zod';
import { Instant } from '../base/time';
import { EventDigest } from '../registry/entry';

/** What may happen to the build of an image; past tense, and the EventBridge detail-type as it stands. */
const ImageEventType = z.enum(['ImageBuildRequested', 'ImageBuildSucceeded', 'ImageBuildFailed']);
export type ImageEventType = z.infer<typeof ImageEventType>;

/** One thing that happened: consumers dedupe by `id` and order by `seq` within an `imageBuild`. */
export const ImageEvent = z.strictObject({
  id: z.string(),
  imageBuild: z.ulid(),
  repository: z.string(),
  seq: z.int().positive(),
  type: ImageEventType,
  at: Instant,
  actor: z.string(),
  data: z.record(z.string(), z.string()),
  previous: EventDigest.nullable().optional(),
});
export type ImageEvent = z.infer<typeof ImageEvent>;
