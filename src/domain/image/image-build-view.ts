import * as z from 'zod';
import { Busy, type ImageBuild, ImageDigest, ImageScanState, type LogPointer, pinned } from './image-build';
import { Instant } from '../base/time';

/** A build of an image as the API shows it; `image` is pinned by its digest, as a template takes it. */
export const ImageBuildView = z.strictObject({
  id: z.ulid(),
  status: z.enum(['queued', 'building', 'succeeded', 'failed']),
  repository: z.string(),
  ref: z.string(),
  context: z.string(),
  requestedBy: z.string(),
  requestedAt: Instant,
  updatedAt: Instant,
  endedAt: Instant.optional(),
  waiting: Busy.optional(),
  build: z.string().optional(),
  commit: z.string().optional(),
  tag: z.string().optional(),
  digest: ImageDigest.optional(),
  image: z.string().optional(),
  scan: ImageScanState.optional(),
  failure: z
    .strictObject({
      reason: z.string(),
      log: z.strictObject({ group: z.string(), stream: z.string() }).optional(),
    })
    .optional(),
});
export type ImageBuildView = z.infer<typeof ImageBuildView>;

/** The build as the API shows it. */
export function toImageBuildView(build: ImageBuild): ImageBuildView {
  const { id, status, repository, ref, context, by: requestedBy, requestedAt, updatedAt } = build;
  const asked = { id, status, repository, ref, context, requestedBy, requestedAt, updatedAt };
  return { ...asked, ...outcomeOf(build) };
}

function outcomeOf(seen: ImageBuild): Partial<ImageBuildView> {
  switch (seen.status) {
    case 'queued':
      return seen.busy ? { waiting: seen.busy } : {};
    case 'building':
      return { build: seen.build };
    case 'succeeded': {
      const { build, endedAt, commit, tag, digest, scan } = seen;
      return { build, endedAt, commit, tag, digest, image: pinned(seen, digest), scan };
    }
    case 'failed': {
      const { build, endedAt, reason, log } = seen;
      return { endedAt, ...(build !== null && { build }), failure: failureOf(reason, log) };
    }
  }
}

function failureOf(reason: string, log: LogPointer | null): NonNullable<ImageBuildView['failure']> {
  return { reason, ...(log !== null && { log }) };
}
