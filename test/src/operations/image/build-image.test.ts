import { hour, minute } from '../../../../src/domain/base/time';
import { buildImage, type BuildImageInput } from '../../../../src/operations/image/build-image';
import { sweep } from '../../../../src/operations/registry/sweep';
import { start } from '../../../support/builders/births';
import { lake, shop } from '../../../support/builders/images';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const ask = (more: Partial<BuildImageInput> = {}) =>
  buildImage({ actor: actors.ada, repository: 'acme/shop', ref: 'main', context: '.', ...more }, stage.deps);
const request = { key: 'k', digest: 'd' };
const all = async () => (await stage.deps.imageBuilds.list({}, { limit: 100 })).items;

describe('asking for an image', () => {
  it('starts one build with CodeBuild, and tells of it', async () => {
    const view = await ask();

    expect(view).toMatchObject({ status: 'building', build: `${shop.project}:${view.id}` });
    expect(stage.world.images.starts).toEqual([view.id]);
    expect(stage.world.images.published).toMatchObject([
      { type: 'ImageBuildRequested', imageBuild: view.id },
    ]);
    expect((await stage.deps.imageBuilds.get(view.id))?.outbox).toEqual([]);
  });

  it('takes the repository by any case of its name, as GitHub does', async () => {
    expect(await ask({ repository: 'Acme/Shop' })).toMatchObject({ repository: 'acme/shop' });
  });

  it('refuses a repository that the stage does not build, and names those that it does', async () => {
    await expect(ask({ repository: 'acme/blog' })).rejects.toMatchObject({
      kind: 'invalid',
      issues: [{ field: 'repository', message: 'unknown; available: acme/shop, acme/lake' }],
    });
  });

  it('says who may name repositories where the stage has none', async () => {
    stage.deps.imageRepositories = [];

    await expect(ask()).rejects.toMatchObject({
      issues: [{ field: 'repository', message: expect.stringContaining('imageRepositories') }],
    });
  });

  it.each([
    ['a viewer', actors.vic, shop],
    ['an approver', actors.eve, shop],
    ['a developer of no team of the repository', actors.bob, lake],
    ['a pull request', { ...actors.ada, preview: 'pr-7-shop' }, shop],
  ])('is refused to %s', async (_who, actor, { repository }) => {
    await expect(ask({ actor, repository })).rejects.toMatchObject({ code: 'Forbidden' });
    expect(await all()).toEqual([]);
  });

  it.each([
    ['a developer of one of its teams', actors.ada],
    ['an admin of none', actors.root],
  ])('is granted to %s where the repository has teams', async (_who, actor) => {
    expect(await ask({ actor, repository: lake.repository })).toMatchObject({ status: 'building' });
  });

  const full = 'Cannot have more than 0 builds in queue for the account';

  it('keeps since when CodeBuild has no room, whatever it says of it', async () => {
    stage.world.images.start = () => ({ result: 'busy', reason: full });
    const { id } = await ask();
    stage.world.pass(minute);
    stage.world.images.start = () => ({ result: 'busy', reason: 'Cannot have more than 1' });
    await sweep(kinds, stage.deps);

    const busy = { since: start, words: 'Cannot have more than 1' };
    expect(await stage.deps.imageBuilds.get(id)).toMatchObject({ status: 'queued', busy });
  });

  it('waits in the queue while CodeBuild has no room, and is started by the sweep', async () => {
    stage.world.images.start = () => ({ result: 'busy', reason: full });
    const { id, status, waiting } = await ask();
    stage.world.images.start = () => ({ result: 'started', build: 'shop-images:7' });
    stage.world.pass(hour / 2);
    await sweep(kinds, stage.deps);

    expect([status, waiting]).toEqual(['queued', { since: start, words: full }]);
    const started = await stage.deps.imageBuilds.get(id);
    expect(started).not.toHaveProperty('busy');
    expect(started).toMatchObject({
      status: 'building',
      build: 'shop-images:7',
    });
  });

  it('fails when CodeBuild had no room for an hour', async () => {
    stage.world.images.start = () => ({ result: 'busy', reason: full });
    const { id } = await ask();
    stage.world.pass(hour);
    await sweep(kinds, stage.deps);

    expect(await stage.deps.imageBuilds.get(id)).toMatchObject({
      status: 'failed',
      reason: `the build could not be started within an hour: ${full}`,
    });
  });

  it('fails at once when CodeBuild will never build it', async () => {
    stage.world.images.start = () => ({ result: 'refused', reason: 'there is no such project' });

    expect(await ask()).toMatchObject({ status: 'failed', failure: { reason: 'there is no such project' } });
  });

  it('is accepted though CodeBuild does not answer; the sweep goes on', async () => {
    stage.world.fail = (call) => (call === 'imageProjects.start' ? new Error('no answer') : undefined);
    const { id, status } = await ask();
    stage.world.fail = () => undefined;
    stage.world.pass(hour / 2);
    await sweep(kinds, stage.deps);

    expect(status).toBe('queued');
    expect(await stage.deps.imageBuilds.get(id)).toMatchObject({ status: 'building' });
  });
});

describe('asking twice under one key', () => {
  it('is one build', async () => {
    const [one, other] = await Promise.all([ask({ request }), ask({ request })]);
    const again = await ask({ request });

    expect([other.id, again.id]).toEqual([one.id, one.id]);
    expect(await all()).toHaveLength(1);
    expect(stage.world.images.published).not.toContainEqual(expect.objectContaining({ seq: 2 }));
  });

  it('is refused where something else is asked', async () => {
    await ask({ request });

    await expect(ask({ request: { key: 'k', digest: 'other' } })).rejects.toMatchObject({
      code: 'IdempotencyKeyReused',
    });
  });

  it.each(Array.from({ length: 7 }, (_, index) => index + 1))(
    'is one build also when the process dies at its call %i to the outside',
    async (call) => {
      const death = dieAt(stage.world, call);
      await ask({ request }).catch(() => undefined);
      stage.world.fail = () => undefined;
      const { id } = await ask({ request });
      stage.world.pass(hour / 2);
      await sweep(kinds, stage.deps);

      expect(death.died()).toBe(true);
      expect(await all()).toMatchObject([{ id, status: 'building', outbox: [] }]);
      expect(new Set(stage.world.images.starts)).toEqual(new Set([id]));
    },
  );
});

it('frees a key that no build came of, after which it can be used anew', async () => {
  dieAt(stage.world, 2);
  await ask({ request }).catch(() => undefined);
  stage.world.fail = () => undefined;
  stage.world.pass(hour);
  await sweep(kinds, stage.deps);

  expect(await stage.deps.reservations.get(actors.ada.id, 'k')).toBeUndefined();
});
