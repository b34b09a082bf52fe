import { hour, minute } from '../../../../src/domain/base/time';
import { buildImage } from '../../../../src/operations/image/build-image';
import { settleImageBuild } from '../../../../src/operations/image/settle-image-build';
import { sweep } from '../../../../src/operations/registry/sweep';
import { image } from '../../../support/builders/images';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { ulidAt } from '../../../support/builders/ulids';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const ask = () =>
  buildImage({ actor: actors.ada, repository: 'acme/shop', ref: 'main', context: '.' }, stage.deps);
const read = (id: string) => stage.deps.imageBuilds.get(id);
const complete = { status: 'complete', findings: { high: 1 } } as const;

/** A build that CodeBuild is at, and that ends with an image which the registry holds. */
const built = async () => {
  const { id, build = '' } = await ask();
  stage.world.images.looks.set(build, { result: 'built', image });
  stage.world.images.scans.set(image.digest, { status: 'pending' });
  return { id, build };
};

describe('settling the build of an image', () => {
  it('changes nothing while CodeBuild is at it', async () => {
    const { id, build = '' } = await ask();
    const before = await read(id);

    expect(await settleImageBuild({ id, build }, stage.deps)).toEqual(before);
  });

  it('knows no build that was never asked for', async () => {
    expect(await settleImageBuild({ id: ulidAt(stage.world.now, 9) }, stage.deps)).toBeUndefined();
  });

  it('ends with the image that the registry holds, once, however often it is told', async () => {
    const { id, build } = await built();
    await settleImageBuild({ id, build }, stage.deps);
    const once = await read(id);
    await settleImageBuild({ id, build }, stage.deps);

    expect(once).toMatchObject({ status: 'succeeded', ...image });
    expect(await read(id)).toEqual(once);
    expect(stage.world.images.published.map(({ type }) => type)).toEqual([
      'ImageBuildRequested',
      'ImageBuildSucceeded',
    ]);
  });

  it('fails when the registry does not hold what the build says it made', async () => {
    const { id, build } = await built();
    stage.world.images.scans.clear();

    expect(await settleImageBuild({ id, build }, stage.deps)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('has no such image'),
    });
  });

  it('says why a build failed, and where its log is', async () => {
    const { id, build = '' } = await ask();
    const log = { group: '/codebuild/shop-images', stream: '1' };
    stage.world.images.looks.set(build, { result: 'failed', reason: 'docker broke', log });

    expect(await settleImageBuild({ id, build }, stage.deps)).toMatchObject({ reason: 'docker broke', log });
  });

  it('is done by the sweep when the event never comes', async () => {
    const { id } = await built();
    stage.world.pass(10 * minute);
    await sweep(kinds, stage.deps);

    expect(await read(id)).toMatchObject({ status: 'succeeded' });
  });

  it('learns from the event which build it is, where a crash lost that', async () => {
    stage.world.fail = (call) => (call === 'imageBuilds.save' ? new Error('died') : undefined);
    const { id } = await ask();
    stage.world.fail = () => undefined;
    stage.world.images.looks.set('shop-images:7', { result: 'built', image });
    stage.world.images.scans.set(image.digest, complete);

    const settled = await settleImageBuild({ id, build: 'shop-images:7' }, stage.deps);

    expect(settled).toMatchObject({ status: 'succeeded', build: 'shop-images:7', scan: complete });
  });

  it('does not take the build of another project for its own', async () => {
    stage.world.images.start = () => ({ result: 'busy', reason: 'full' });
    const { id } = await ask();

    expect(await settleImageBuild({ id, build: 'other:7' }, stage.deps)).toMatchObject({ status: 'queued' });
  });

  it.each(Array.from({ length: 8 }, (_, index) => index + 1))(
    'comes to the same end when the process dies at its call %i to the outside',
    async (call) => {
      const { id, build } = await built();
      stage.world.images.scans.set(image.digest, complete);
      const death = dieAt(stage.world, call);
      await settleImageBuild({ id, build }, stage.deps).catch(() => undefined);
      stage.world.fail = () => undefined;
      stage.world.pass(10 * minute);
      await sweep(kinds, stage.deps);
      stage.world.pass(10 * minute);
      await sweep(kinds, stage.deps);

      expect(death.died()).toBe(true);
      expect(await read(id)).toMatchObject({
        status: 'succeeded',
        scan: complete,
        outbox: [],
        version: expect.any(Number),
      });
    },
  );
});

describe('the scan of an image', () => {
  it('is asked for by the sweep until it is there', async () => {
    const { id, build } = await built();
    await settleImageBuild({ id, build }, stage.deps);
    stage.world.pass(minute);
    await sweep(kinds, stage.deps);
    stage.world.images.scans.set(image.digest, complete);
    stage.world.pass(minute);
    await sweep(kinds, stage.deps);

    expect(await read(id)).toMatchObject({ scan: complete });
  });

  it('is given up after an hour, and nothing is left to look at', async () => {
    const { id, build } = await built();
    await settleImageBuild({ id, build }, stage.deps);
    stage.world.pass(hour);
    await sweep(kinds, stage.deps);
    stage.world.pass(hour);

    expect(await read(id)).toMatchObject({ scan: { status: 'unavailable' } });
    expect(await sweep(kinds, stage.deps)).toEqual({ visited: 0, failed: 0 });
  });
});
