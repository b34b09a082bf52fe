import type { Instant } from '../../../src/domain/base/time';
import type { ImageCommand } from '../../../src/domain/image/decide-image-build';
import type {
  BuiltImage,
  ImageBuild,
  ImageScanState,
  LogPointer,
} from '../../../src/domain/image/image-build';
import { imageBuildKind } from '../../../src/domain/image/image-build-kind';
import { decideEntry, type Delivered } from '../../../src/domain/registry/decide-entry';

type Next = ImageBuild | undefined;

/** The build after a command; undefined where that changes nothing. */
function decided(seen: ImageBuild, command: ImageCommand | Delivered, now: Instant): Next {
  const { entry } = decideEntry({ kind: imageBuildKind, seen }, command, { now, newId: 'none' });
  return entry === seen ? undefined : entry;
}

export const noteStarted = (seen: ImageBuild, build: string, now: Instant): Next =>
  decided(seen, { type: 'note-started', build }, now);

export const succeed = (seen: ImageBuild, image: BuiltImage, now: Instant): Next =>
  decided(seen, { type: 'succeed', image }, now);

export const fail = (
  seen: ImageBuild,
  failure: { reason: string; log?: LogPointer | null },
  now: Instant,
): Next => decided(seen, { type: 'fail', ...failure }, now);

export const noteScan = (seen: ImageBuild, scan: ImageScanState, now: Instant): Next =>
  decided(seen, { type: 'note-scan', scan }, now);

export const noteDelivered = (seen: ImageBuild, events: string[], now: Instant): Next =>
  decided(seen, { type: 'delivered', events, effects: [] }, now);
