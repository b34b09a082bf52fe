import { requestBuild } from '../../../src/domain/image/decide-image-build';
import type { ImageBuild } from '../../../src/domain/image/image-build';
import { type ImageBuildView, toImageBuildView } from '../../../src/domain/image/image-build-view';
import { start } from './births';
import { image, shop } from './images';
import { fail, noteScan, noteStarted, succeed } from './image-lives';
import { ulidAt } from './ulids';

const asked = { id: ulidAt(start, 1), by: 'ada@example.com', ref: 'main', context: '.', of: shop };
const queued = requestBuild(asked, start);
const building = noteStarted(queued, 'shop-images:1', start)!;
const built = succeed(building, image, start)!;
const scanned = noteScan(built, { status: 'complete', findings: { high: 2, low: 1, medium: 0 } }, start)!;
const failure = {
  reason: 'the build ended FAILED in BUILD: exit status 1',
  log: { group: '/codebuild/shop-images', stream: '1' },
};

const viewOf = (build: ImageBuild, more: Partial<ImageBuildView> = {}): ImageBuildView => ({
  ...toImageBuildView(build),
  ...more,
});

/** A build as the API shows it, in each of its states. */
export const images = {
  queued: viewOf(queued),
  building: viewOf(building),
  built: viewOf(built),
  succeeded: viewOf(scanned),
  failed: viewOf(fail(building, failure, start)!, { context: 'api' }),
};
