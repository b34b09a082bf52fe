import * as z from 'zod';
import { EventDigest } from '../registry/entry';
import { ImageEvent } from './image-event';
import { earliest, hour, Instant, minute, plus, second } from '../base/time';

const Commit = z.string().regex(/^[0-9a-f]{40}$/, 'must be the full SHA of a commit');
/** The digest of an image, as ECR names it. */
export const ImageDigest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be the digest of an image');

/** What is known to be wrong with an image: how many findings of each severity, once its scan is complete. */
export const ImageScanState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('pending') }),
  z.strictObject({ status: z.literal('complete'), findings: z.record(z.string(), z.int().nonnegative()) }),
  z.strictObject({ status: z.literal('unavailable'), reason: z.string() }),
]);
export type ImageScanState = z.infer<typeof ImageScanState>;

/** Where CloudWatch keeps the log of a build. */
const LogPointer = z.strictObject({ group: z.string(), stream: z.string() });
export type LogPointer = z.infer<typeof LogPointer>;

/** What keeps a build from being started, in CodeBuild's own words, and since when. */
export const Busy = z.strictObject({ since: Instant, words: z.string().max(300) });

const asked = {
  id: z.ulid(),
  version: z.int().positive(),
  by: z.string(),
  repository: z.string(),
  ref: z.string(),
  context: z.string(),
  project: z.string(),
  registry: z.string(),
  requestedAt: Instant,
  updatedAt: Instant,
  seq: z.int().nonnegative(),
  outbox: z.array(ImageEvent),
  effects: z.array(z.never()),
  requests: z.array(z.never()),
  head: EventDigest.optional(),
};

/** The image that a build made, and by what it is known. */
export const BuiltImage = z.strictObject({ commit: Commit, tag: z.string(), digest: ImageDigest });
export type BuiltImage = z.infer<typeof BuiltImage>;

/** One build of an image: what was asked by whom, and how far it came. It never comes back from an end. */
export const ImageBuild = z.discriminatedUnion('status', [
  z.strictObject({ ...asked, status: z.literal('queued'), busy: Busy.optional() }),
  z.strictObject({ ...asked, status: z.literal('building'), build: z.string() }),
  z.strictObject({
    ...asked,
    ...BuiltImage.shape,
    status: z.literal('succeeded'),
    build: z.string(),
    endedAt: Instant,
    scan: ImageScanState,
  }),
  z.strictObject({
    ...asked,
    status: z.literal('failed'),
    build: z.string().nullable(),
    endedAt: Instant,
    reason: z.string(),
    log: LogPointer.nullable(),
  }),
]);
export type ImageBuild = z.infer<typeof ImageBuild>;
type Status = ImageBuild['status'];

/** For longer, no build of the project can be waited for. */
const longestQueue = hour;

const undeliveredPause = 30 * second;
const pauses: Partial<Record<Status, number>> = {
  queued: 30 * second,
  building: 2 * minute,
  succeeded: 30 * second,
};

/** Whether a build has waited for CodeBuild longer than anybody would. */
export function waitedTooLong(seen: ImageBuild, now: Instant): boolean {
  return seen.status === 'queued' && now >= plus(seen.requestedAt, longestQueue);
}

/** Whether nothing will become of the build any more. */
export function isOver({ status }: ImageBuild): boolean {
  return status === 'succeeded' || status === 'failed';
}

/** Whether the image is there and its scan is not. */
export function awaitsScan(seen: ImageBuild): seen is Extract<ImageBuild, { status: 'succeeded' }> {
  return seen.status === 'succeeded' && seen.scan.status === 'pending';
}

/** When the sweep must look at a build after `from`; undefined when all is done and delivered. */
export function imageBuildDueAt(seen: ImageBuild, from: Instant = seen.updatedAt): Instant | undefined {
  const delivery = seen.outbox.length > 0 ? plus(from, undeliveredPause) : undefined;
  const open = !isOver(seen) || awaitsScan(seen);
  const pause = open ? pauses[seen.status] : undefined;
  return earliest([delivery, pause === undefined ? undefined : plus(from, pause)]);
}

/** The image by its digest, which is what a template may be given. */
export function pinned({ registry }: Pick<ImageBuild, 'registry'>, digest: string): string {
  return `${registry}@${digest}`;
}
