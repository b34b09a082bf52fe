import * as z from 'zod';
import { ImageEvent, type ImageEventType } from './image-event';
import type { ImageRepository } from './image-repository';
import { earliest, hour, Instant, latest, minute, plus, second } from '../base/time';

const Commit = z.string().regex(/^[0-9a-f]{40}$/, 'must be the full name of a commit');
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
  lastSeq: z.int().nonnegative(),
  outbox: z.array(ImageEvent),
};

/** The image that a build made, and by what it is known. */
export const BuiltImage = z.strictObject({ commit: Commit, tag: z.string(), digest: ImageDigest });
export type BuiltImage = z.infer<typeof BuiltImage>;

/** One build of an image: what was asked by whom, and how far it came. It never comes back from an end. */
export const ImageBuild = z.discriminatedUnion('status', [
  z.strictObject({ ...asked, status: z.literal('queued') }),
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

/** What is asked for, by whom, and of which repository it is. */
export interface Asked {
  id: string;
  by: string;
  ref: string;
  context: string;
  of: ImageRepository;
}

/** For longer, no build of the project can be waited for. */
const longestQueue = hour;
/** A scan on push takes a minute or so; one that is not there by then never began. */
const longestScan = hour;
const longestReason = 1_000;

const undeliveredPause = 30 * second;
const pauses: Partial<Record<Status, number>> = {
  queued: 30 * second,
  building: 2 * minute,
  succeeded: 30 * second,
};

/** A new build, which has yet to be started. */
export function requestBuild({ of, ...wanted }: Asked, now: Instant): ImageBuild {
  const { repository, project, registry } = of;
  const build: ImageBuild = {
    ...wanted,
    repository,
    project,
    registry,
    requestedAt: now,
    updatedAt: now,
    status: 'queued',
    version: 1,
    lastSeq: 0,
    outbox: [],
  };
  return told(build, 'ImageBuildRequested', { ref: wanted.ref, context: wanted.context });
}

/** The build has this id with CodeBuild; the first one that is heard of counts. Undefined where one is known already. */
export function noteStarted(seen: ImageBuild, build: string, now: Instant): ImageBuild | undefined {
  if (seen.status !== 'queued') return undefined;
  return changed({ ...seen, status: 'building', build }, now);
}

/** The image is there. Undefined where the build had ended before. */
export function succeed(seen: ImageBuild, image: BuiltImage, now: Instant): ImageBuild | undefined {
  if (seen.status !== 'building') return undefined;
  const scan = { status: 'pending' } as const;
  const ended = changed({ ...seen, ...image, status: 'succeeded', endedAt: now, scan }, now);
  return told(ended, 'ImageBuildSucceeded', { ...image, image: pinned(seen, image.digest) });
}

/** There will be no image. Undefined where the build had ended before. */
export function fail(
  seen: ImageBuild,
  { reason, log = null }: { reason: string; log?: LogPointer | null },
  now: Instant,
): ImageBuild | undefined {
  if (isOver(seen)) return undefined;
  const build = seen.status === 'building' ? seen.build : null;
  const failure = { reason: reason.slice(0, longestReason), log };
  const ended = changed({ ...seen, ...failure, status: 'failed', build, endedAt: now }, now);
  return told(ended, 'ImageBuildFailed', { reason: failure.reason });
}

/** What the scan says by now; one that says nothing for too long is given up. Undefined where that is known already. */
export function noteScan(seen: ImageBuild, scan: ImageScanState, now: Instant): ImageBuild | undefined {
  if (!awaitsScan(seen)) return undefined;
  if (scan.status !== 'pending') return changed({ ...seen, scan }, now);
  if (now < plus(seen.endedAt, longestScan)) return undefined;
  const reason = 'the registry has not scanned it within an hour';
  return changed({ ...seen, scan: { status: 'unavailable', reason } }, now);
}

/** These events were delivered. Undefined where none of them is left. */
export function noteDelivered(seen: ImageBuild, events: string[], now: Instant): ImageBuild | undefined {
  const outbox = seen.outbox.filter(({ id }) => !events.includes(id));
  return outbox.length === seen.outbox.length ? undefined : changed({ ...seen, outbox }, now);
}

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

/** When the sweep must look at a build after `from`; undefined when all is done and told. */
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

function changed<Build extends ImageBuild>(build: Build, now: Instant): Build {
  return { ...build, version: build.version + 1, updatedAt: latest(now, build.updatedAt) };
}

/** Ids of events are derived, so that the same decision twice is the same event. */
function told(build: ImageBuild, type: ImageEventType, data: Record<string, string>): ImageBuild {
  const seq = build.lastSeq + 1;
  const { id: imageBuild, repository, updatedAt: at, by: actor } = build;
  const id = `${imageBuild}-${String(seq).padStart(6, '0')}`;
  const event: ImageEvent = { id, imageBuild, repository, seq, type, at, actor, data };
  return { ...build, lastSeq: seq, outbox: [...build.outbox, event] };
}
