import { environmentKind } from '../../../../src/domain/environment/environment-kind';
import { readEnvironment } from '../../../../src/operations/environment/environments';
import { decideAndSave } from '../../../../src/operations/registry/decide-and-save';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const foo = () => ({ kind: environmentKind, entries: stage.deps.registry, key: 'foo' });
const extend = () => ({ type: 'extend', ttl: '1h', by: actors.ada.id }) as const;

it('decides anew on what it reads anew, when somebody else wrote first', async () => {
  const { deps } = stage;
  await stage.ready();
  const save = deps.registry.save.bind(deps.registry);
  const seen: number[] = [];
  let raced = 0;
  deps.registry.save = async (environment, before) => {
    if (raced++ < 3) await save({ ...before, version: before.version + 1 }, before);
    return save(environment, before);
  };

  const { entry } = await decideAndSave(
    foo(),
    ({ version }) => {
      seen.push(version);
      return [extend()];
    },
    deps,
  );

  expect(entry.lease.extensions).toBe(1);
  expect(seen).toEqual([0, 1, 2, 3].map((more) => seen[0]! + more));
  expect((await stage.read()).version).toBe(entry.version);
});

it('gives up with VersionConflict when somebody else always writes first', async () => {
  await stage.ready();
  stage.deps.registry.save = () => Promise.resolve(false);

  await expect(decideAndSave(foo(), () => [extend()], stage.deps)).rejects.toMatchObject({
    code: 'VersionConflict',
  });
});

it('writes nothing when nothing is decided', async () => {
  const before = await stage.ready();

  const decision = await decideAndSave(foo(), () => [{ type: 'tick' }], stage.deps);

  expect(decision).toMatchObject({ events: [], effects: [] });
  expect(await stage.read()).toEqual(before);
});

it('says which environment there is not', async () => {
  await expect(readEnvironment('nothing', stage.deps)).rejects.toMatchObject({
    code: 'EnvironmentNotFound',
    details: { name: 'nothing' },
  });
});
