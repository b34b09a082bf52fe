import { requestBuild } from '../../../../src/domain/image/decide-image-build';
import { ImageBuildView, toImageBuildView } from '../../../../src/domain/image/image-build-view';
import { start } from '../../../support/builders/births';
import { image, shop } from '../../../support/builders/images';
import { fail, noteStarted, succeed } from '../../../support/builders/image-lives';
import { ulidAt } from '../../../support/builders/ulids';

const asked = { id: ulidAt(start, 1), by: 'ada@example.com', ref: 'main', context: '.', of: shop };
const queued = requestBuild(asked, start);
const building = noteStarted(queued, 'shop-images:1', start)!;
const log = { group: '/codebuild/shop-images', stream: '1' };

it.each([
  ['queued', queued, {}],
  ['building', building, { build: 'shop-images:1' }],
  [
    'succeeded',
    succeed(building, image, start)!,
    { ...image, image: `${shop.registry}@${image.digest}`, scan: { status: 'pending' }, endedAt: start },
  ],
  [
    'failed',
    fail(building, { reason: 'it broke', log }, start)!,
    { failure: { reason: 'it broke', log }, build: 'shop-images:1' },
  ],
  ['failed', fail(queued, { reason: 'no project' }, start)!, { failure: { reason: 'no project' } }],
])('shows one that is %s', (status, build, more) => {
  const view = toImageBuildView(build);

  expect(ImageBuildView.parse(view)).toEqual(view);
  expect(view).toMatchObject({
    id: asked.id,
    status,
    repository: 'acme/shop',
    requestedBy: asked.by,
    ...more,
  });
});

it('shows nothing of the outbox', () => {
  expect(JSON.stringify(toImageBuildView(building))).not.toContain('outbox');
});
