import {
  describeImageProgress,
  renderImageBuild,
  renderImageBuilds,
} from '../../../../src/cli/print/image-build';
import { createPaint } from '../../../../src/client/text/paint';
import { start } from '../../../support/builders/births';
import { image, shop } from '../../../support/builders/images';
import { images } from '../../../support/builders/image-views';

const paint = createPaint(false);
const now = Date.parse(start) + 65_000;

it('prints the pinned image and the command that uses it', () => {
  const pinned = `${shop.registry}@${image.digest}`;

  expect(renderImageBuild(images.succeeded, paint, now)).toEqual([
    `  Build   ${images.succeeded.id}`,
    '  Status  succeeded',
    '  Source  acme/shop main',
    `  Commit  ${image.commit}`,
    `  Image   ${pinned}`,
    '  Scan    2 high, 1 low',
    '  Asked   2026-01-01 00:00 UTC by ada@example.com',
    '  Ended   1m5s ago',
    '',
    `idp create --template api-service --input container_image=${pinned}`,
  ]);
});

it.each([
  ['not yet complete', images.built],
  ['nothing found', { ...images.built, scan: { status: 'complete' as const, findings: {} } }],
  ['not available: FAILED', { ...images.built, scan: { status: 'unavailable' as const, reason: 'FAILED' } }],
])('says of a scan: %s', (words, view) => {
  expect(renderImageBuild(view, paint, now)).toContain(`  Scan    ${words}`);
});

it('says that CodeBuild has no room for a build, in its words, and since when', () => {
  const words = 'Cannot have more than 0 builds in queue for the account';
  const waits = { ...images.queued, waiting: { since: start, words } };
  const said = `waiting for CodeBuild since 2026-01-01 00:00 UTC: ${words}`;

  expect(renderImageBuild(waits, paint, now)).toContain(`  Waiting  ${said}`);
  expect(describeImageProgress(waits, now).text).toBe(`queued 1m5s · ${said}`);
});

it('prints why a build failed and where its log is', () => {
  expect(renderImageBuild(images.failed, paint, now).slice(-2)).toEqual([
    'Cause: the build ended FAILED in BUILD: exit status 1',
    'Its log is in CloudWatch: stream 1 of /codebuild/shop-images.',
  ]);
});

it('lets no ref or reason of others rule the terminal', () => {
  const hostile = { ...images.failed, ref: 'a\u001b[2Jb', failure: { reason: 'c\u001b]0;d\u0007e' } };

  expect(
    [...renderImageBuild(hostile, paint, now), ...renderImageBuilds([hostile], paint, now)].join(),
  ).not.toMatch(
    // eslint-disable-next-line no-control-regex -- control characters are what this looks for
    /[\u0000-\u0008\u000b-\u001f]/,
  );
});

it('says how to ask for a first one', () => {
  expect(renderImageBuilds([], paint, now)).toEqual([
    "No builds. Start one with 'idp image build <owner/name>'.",
  ]);
});

it('shows a sign of life every half minute', () => {
  const { text, key } = describeImageProgress(images.building, now);

  expect(text).toBe('building 1m5s');
  expect(describeImageProgress(images.building, now + 20_000).key).toBe(key);
  expect(describeImageProgress(images.building, now + 30_000).key).not.toBe(key);
});
