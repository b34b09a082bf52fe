import { hour, type Instant, plus } from '../base/time';
import { seal } from '../registry/decide-entry';
import type { EntryChange, EntryEvent, EntryEventDraft } from '../registry/entry';
import { newEntry } from '../registry/new-entry';
import {
  awaitsScan,
  type BuiltImage,
  type ImageBuild,
  type ImageScanState,
  isOver,
  type LogPointer,
  pinned,
} from './image-build';
import type { ImageEvent, ImageEventType } from './image-event';
import type { ImageRepository } from './image-repository';

/** What is asked for, by whom, and of which repository it is. */
export interface Asked {
  id: string;
  by: string;
  ref: string;
  context: string;
  of: ImageRepository;
}

/** Why there will be no image, and where the log of the build is. */
interface BuildFailure {
  reason: string;
  log?: LogPointer | null;
}

/** What CodeBuild and the registry say of a build. */
export type ImageCommand =
  | { type: 'note-busy'; reason: string }
  | { type: 'note-started'; build: string }
  | { type: 'succeed'; image: BuiltImage }
  | ({ type: 'fail' } & BuildFailure)
  | { type: 'give-up'; reason: string }
  | { type: 'note-scan'; scan: ImageScanState };

/** A scan on push takes a minute or so; one that is not there by then never began. */
const longestScan = hour;
const longestReason = 1_000;
const longestWords = 300;

/** A new build, which has yet to be started. */
export function requestBuild({ of, ...wanted }: Asked, now: Instant): ImageBuild {
  const { repository, project, registry } = of;
  const build: ImageBuild = {
    ...wanted,
    ...newEntry(now),
    repository,
    project,
    registry,
    requestedAt: now,
    status: 'queued',
    version: 0,
  };
  const data = { ref: wanted.ref, context: wanted.context };
  const requested = changed(build, [draft(build, 'ImageBuildRequested', data)]);
  return seal({ toEvent: toImageEvent }, requested, now).entry;
}

/** What a command changes about a build; it never comes back from an end. */
export function decideImageBuild(
  seen: ImageBuild,
  command: ImageCommand,
  { now }: { now: Instant },
): EntryChange<ImageBuild> | null {
  switch (command.type) {
    case 'note-started':
      return noteStarted(seen, command.build);
    case 'note-busy':
      return noteBusy(seen, command.reason, now);
    case 'succeed':
      return succeed(seen, command.image, now);
    case 'fail':
      return fail(seen, command, now);
    case 'give-up':
      return seen.status === 'queued' ? fail(seen, command, now) : null;
    case 'note-scan':
      return noteScan(seen, command.scan, now);
  }
}

/** The event as one of the build. */
export function toImageEvent({ id: imageBuild, repository }: ImageBuild, event: EntryEvent): ImageEvent {
  return { ...(event as EntryEvent & Pick<ImageEvent, 'type' | 'data'>), imageBuild, repository };
}

/** CodeBuild has no room, in its own words; since when is kept while the words may change. */
function noteBusy(seen: ImageBuild, reason: string, now: Instant): EntryChange<ImageBuild> | null {
  const words = reason.slice(0, longestWords);
  if (seen.status !== 'queued' || seen.busy?.words === words) return null;
  return changed({ ...seen, busy: { since: seen.busy?.since ?? now, words } });
}

/** The build has this id with CodeBuild; the first one that is heard of counts. */
function noteStarted(seen: ImageBuild, build: string): EntryChange<ImageBuild> | null {
  if (seen.status !== 'queued') return null;
  const { busy: _, ...queued } = seen;
  return changed({ ...queued, status: 'building', build });
}

/** The image is there. */
function succeed(seen: ImageBuild, image: BuiltImage, now: Instant): EntryChange<ImageBuild> | null {
  if (seen.status !== 'building') return null;
  const scan = { status: 'pending' } as const;
  const data = { ...image, image: pinned(seen, image.digest) };
  return changed({ ...seen, ...image, status: 'succeeded', endedAt: now, scan }, [
    draft(seen, 'ImageBuildSucceeded', data),
  ]);
}

/** There will be no image. */
function fail(
  seen: ImageBuild,
  { reason, log = null }: BuildFailure,
  now: Instant,
): EntryChange<ImageBuild> | null {
  if (isOver(seen)) return null;
  const { busy: _, ...rest } = { busy: undefined, ...seen };
  const build = seen.status === 'building' ? seen.build : null;
  const failure = { reason: reason.slice(0, longestReason), log };
  return changed({ ...rest, ...failure, status: 'failed', build, endedAt: now }, [
    draft(seen, 'ImageBuildFailed', { reason: failure.reason }),
  ]);
}

/** What the scan says by now; one that says nothing for too long is given up. */
function noteScan(seen: ImageBuild, scan: ImageScanState, now: Instant): EntryChange<ImageBuild> | null {
  if (!awaitsScan(seen)) return null;
  if (scan.status !== 'pending') return changed({ ...seen, scan });
  if (now < plus(seen.endedAt, longestScan)) return null;
  const reason = 'the registry did not scan it within an hour';
  return changed({ ...seen, scan: { status: 'unavailable', reason } });
}

function draft(
  { by: actor }: ImageBuild,
  type: ImageEventType,
  data: EntryEventDraft['data'],
): EntryEventDraft {
  return { type, actor, ...(data && { data }) };
}

function changed(entry: ImageBuild, events: EntryEventDraft[] = []): EntryChange<ImageBuild> {
  return { entry, events, effects: [] };
}
