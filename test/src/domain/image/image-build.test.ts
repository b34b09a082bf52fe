import { requestBuild } from '../../../../src/domain/image/decide-image-build';
import { ImageBuild, imageBuildDueAt, waitedTooLong } from '../../../../src/domain/image/image-build';
import { hour, minute, plus, second } from '../../../../src/domain/base/time';
import { start } from '../../../support/builders/births';
import { image, shop } from '../../../support/builders/images';
import { fail, noteDelivered, noteScan, noteStarted, succeed } from '../../../support/builders/image-lives';
import { ulidAt } from '../../../support/builders/ulids';

const asked = { id: ulidAt(start, 1), by: 'ada@example.com', ref: 'main', context: '.', of: shop };
const queued = requestBuild(asked, start);
const delivered = (build: ImageBuild) =>
  noteDelivered(
    build,
    build.outbox.map(({ id }) => id),
    build.updatedAt,
  )!;
const building = noteStarted(delivered(queued), 'shop-images:1', start)!;
const succeeded = delivered(succeed(building, image, start)!);
const failed = fail(building, { reason: 'it broke' }, start)!;

describe('a build of an image', () => {
  it('is queued when it is asked for, and says so', () => {
    expect(ImageBuild.parse(queued)).toEqual(queued);
    expect(queued).toMatchObject({
      status: 'queued',
      version: 1,
      project: 'shop-images',
      outbox: [
        { id: `${asked.id}-000001`, type: 'ImageBuildRequested', data: { ref: 'main', context: '.' } },
      ],
    });
  });

  it('takes the first build that it hears of, and no other', () => {
    expect(building).toMatchObject({ status: 'building', build: 'shop-images:1' });
    expect(noteStarted(building, 'shop-images:2', start)).toBeUndefined();
  });

  it('ends with an image, whose scan is yet to come', () => {
    const ended = succeed(building, image, plus(start, minute))!;

    expect(ImageBuild.parse(ended)).toMatchObject({ ...image, scan: { status: 'pending' } });
    expect(ended.outbox).toMatchObject([
      { type: 'ImageBuildSucceeded', seq: 2, data: { image: `${shop.registry}@${image.digest}` } },
    ]);
  });

  it('ends without one, with the reason', () => {
    expect(ImageBuild.parse(failed)).toMatchObject({ status: 'failed', reason: 'it broke', log: null });
    expect(failed.outbox).toMatchObject([{ type: 'ImageBuildFailed', data: { reason: 'it broke' } }]);
  });

  it('ends once', () => {
    expect(fail(succeeded, { reason: 'late' }, start)).toBeUndefined();
    expect(succeed(failed, image, start)).toBeUndefined();
    expect(noteStarted(failed, 'shop-images:2', start)).toBeUndefined();
  });

  it('keeps what the first complete scan found', () => {
    const scanned = noteScan(succeeded, { status: 'complete', findings: { high: 2 } }, start)!;

    expect(scanned).toMatchObject({ scan: { findings: { high: 2 } } });
    expect(noteScan(scanned, { status: 'complete', findings: {} }, start)).toBeUndefined();
  });

  it('waits an hour for a scan that does not come', () => {
    const pending = { status: 'pending' } as const;

    expect(noteScan(succeeded, pending, plus(start, hour - 1))).toBeUndefined();
    expect(noteScan(succeeded, pending, plus(start, hour))).toMatchObject({
      scan: { status: 'unavailable', reason: 'the registry did not scan it within an hour' },
    });
  });

  it('has waited too long for CodeBuild after an hour', () => {
    expect(waitedTooLong(queued, plus(start, hour - 1))).toBe(false);
    expect(waitedTooLong(queued, plus(start, hour))).toBe(true);
    expect(waitedTooLong(building, plus(start, hour))).toBe(false);
  });

  it('never grows beyond what an item may hold', () => {
    const long = fail(building, { reason: 'x'.repeat(100_000) }, start)!;

    expect(JSON.stringify(long).length).toBeLessThan(5_000);
  });
});

it.each([
  ['queued', queued, 30 * second],
  ['building', building, 2 * minute],
  ['built, but not scanned', succeeded, 30 * second],
  ['failed, and not yet told', failed, 30 * second],
])('is looked at again while it is %s', (_state, build, pause) => {
  expect(imageBuildDueAt(build)).toBe(plus(start, pause));
});

it('is left alone when all is done and told', () => {
  const scanned = noteScan(succeeded, { status: 'complete', findings: {} }, start)!;

  expect(imageBuildDueAt(scanned)).toBeUndefined();
  expect(imageBuildDueAt(delivered(failed))).toBeUndefined();
});
