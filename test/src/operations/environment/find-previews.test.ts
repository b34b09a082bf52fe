import type { Actor } from '../../../../src/domain/access/actor';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { environmentKind } from '../../../../src/domain/environment/environment-kind';
import { failureOf } from '../../../../src/domain/environment/outcome';
import { findPreviews } from '../../../../src/operations/environment/find-previews';
import { decideAndSave } from '../../../../src/operations/registry/decide-and-save';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const pull: Actor = {
  ...actors.bob,
  kind: 'workload',
  id: 'github:repo:42:pull:7',
  formerly: 'repo:42:pull:7',
  preview: 'pr-7-shop-0a1b2c3d',
};
const before: Actor = { ...pull, id: 'repo:42:pull:7', preview: 'pr-7-shop' };
const failure = failureOf('emulator-lost', 'The emulator of the target is gone.', []);
const find = (actor: Actor) => findPreviews(actor, stage.deps);

describe('the previews of a pull request', () => {
  it('are none before one is made, which is to have its name', async () => {
    expect(await find(pull)).toEqual({ ...pull, previews: [] });
  });

  it('are found by issuer, repository id and number, whatever the repository was called', async () => {
    await stage.create({ actor: { ...pull, preview: 'pr-7-store-0a1b2c3d' }, name: 'pr-7-store-0a1b2c3d' });

    expect(await find(pull)).toMatchObject({
      preview: 'pr-7-store-0a1b2c3d',
      previews: ['pr-7-store-0a1b2c3d'],
    });
  });

  it('are found under the name and id that were made before', async () => {
    await stage.create({ actor: before, name: 'pr-7-shop' });

    expect(await find(pull)).toMatchObject({ preview: 'pr-7-shop', previews: ['pr-7-shop'] });
  });

  it('are read after their end, and the next has its own name', async () => {
    await stage.ready({ actor: before, name: 'pr-7-shop' });
    await destroyEnvironment({ actor: await find(pull), name: 'pr-7-shop' }, stage.deps);
    await stage.finishDestroy('pr-7-shop');

    expect(await find(pull)).toMatchObject({ preview: pull.preview, previews: ['pr-7-shop'] });
  });

  it('with a name of their own are not the one without', async () => {
    const source = { file: 'docs/config.yml', name: 'docs' };
    await stage.create({ actor: pull, name: 'pr-7-docs-0a1b2c3d', source });

    expect(await find(pull)).toMatchObject({ preview: pull.preview, previews: ['pr-7-docs-0a1b2c3d'] });
    const { name } = await stage.create({ actor: pull, name: 'pr-7-shop-0a1b2c3d' });
    expect(await find(pull)).toMatchObject({ preview: name });
  });

  it('are ten at most', async () => {
    for (let index = 0; index < 10; index += 1)
      await stage.create({
        actor: pull,
        name: `pr-7-n${index}-0a1b2c3d`,
        source: { file: 'f', name: `n${index}` },
      });

    await expect(stage.create({ actor: pull, name: 'pr-7-more-0a1b2c3d' })).rejects.toThrow(/10 at most/);
  });

  /** Ten previews of the pull request, each by a request with a key. */
  const makeTen = async (first: (request: ReturnType<typeof asked>) => Promise<unknown> = stage.create) => {
    await first(asked('n0'));
    for (let index = 1; index < 10; index += 1) await stage.create(asked(`n${index}`));
  };
  const asked = (name: string) => ({
    actor: pull,
    name: `pr-7-${name}-0a1b2c3d`,
    source: { file: 'f', name },
    request: { key: name, digest: name },
  });

  it('are ten also where a page of the list has only four', async () => {
    const { registry } = stage.deps;
    const byFour: typeof registry.list = (filter, { cursor }) => registry.list(filter, { limit: 4, cursor });
    stage.deps.registry = { ...registry, list: byFour };
    await makeTen();

    await expect(stage.create(asked('more'))).rejects.toThrow(/10 at most/);
    expect((await find(pull)).previews).toHaveLength(10);
  });

  it('are ten after an answer that was lost: the same request gets the tenth', async () => {
    await makeTen();

    expect(await stage.create(asked('n9'))).toMatchObject({ name: 'pr-7-n9-0a1b2c3d' });
    await expect(stage.create({ ...asked('n9'), request: undefined })).rejects.toMatchObject({
      code: 'NameTaken',
    });
  });

  it('have room for another one after one is forgotten', async () => {
    await makeTen(stage.ready);
    const { name } = asked('n0');
    await destroyEnvironment({ actor: await find(pull), name }, stage.deps);
    const place = { kind: environmentKind, entries: stage.deps.registry, key: name };
    await decideAndSave(place, () => [{ type: 'lose-emulator', failure }], stage.deps);

    expect(await stage.read(name)).toMatchObject({ status: 'forgotten' });
    expect(await stage.create(asked('more'))).toMatchObject({ status: 'pending' });
  });

  it.each<[string, Actor]>([
    ['of another issuer', { ...pull, id: 'ghe:repo:42:pull:7', formerly: undefined }],
    [
      'of another repository of that name',
      { ...pull, id: 'github:repo:43:pull:7', formerly: 'repo:43:pull:7' },
    ],
    ['of another number', { ...pull, id: 'github:repo:42:pull:71', formerly: 'repo:42:pull:71' }],
  ])('are never those %s', async (_whose, stranger) => {
    await stage.create({ actor: before, name: 'pr-7-shop' });

    expect(await find(stranger)).toMatchObject({ preview: pull.preview, previews: [] });
  });

  it('are not looked for where nobody has any', async () => {
    stage.deps.registry = { ...stage.deps.registry, list: () => Promise.reject(new Error('not asked for')) };

    expect(await find(actors.ada)).toBe(actors.ada);
  });
});
