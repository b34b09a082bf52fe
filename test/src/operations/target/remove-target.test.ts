import { kinds } from '../../../../lambdas/sweep/kinds';
import { minute } from '../../../../src/domain/base/time';
import type { TargetReader } from '../../../../src/operations/ports/target';
import { sweep } from '../../../../src/operations/registry/sweep';
import { addTarget } from '../../../../src/operations/target/add-target';
import { getTarget } from '../../../../src/operations/target/get-target';
import { targetReader } from '../../../../src/operations/target/read-targets';
import { removeTarget } from '../../../../src/operations/target/remove-target';
import { updateTarget } from '../../../../src/operations/target/update-target';
import { askedTarget } from '../../../support/builders/targets';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const { root } = actors;
const name = 'payments';
const add = (more = {}) => addTarget(askedTarget({ name, ...more }), stage.deps);
const remove = (more = {}) => removeTarget({ actor: root, name, ...more }, stage.deps);
const show = () => getTarget({ actor: root, name }, stage.deps);
const offered = () => stage.deps.targets.read();
const sweepAt = async (ms: number) => {
  stage.world.pass(ms);
  await sweep(kinds, stage.deps);
};
/** Another instance of the API, which read the targets a moment before. */
const slowReader = async (): Promise<TargetReader> => {
  const seen = await offered();
  return { read: () => Promise.resolve(seen), forget: () => undefined };
};

beforeEach(async () => {
  stage.deps.targets = targetReader(stage.deps);
  await add();
});

it('is refused with the names of what lives there, and changes nothing', async () => {
  await stage.create({ name: 'foo', target: name });
  await stage.create({ name: 'bar', target: name });

  await expect(remove()).rejects.toThrow('cannot be removed: bar, foo live there. Close the target');
  await expect(show()).resolves.toMatchObject({ status: 'active' });
});

it('takes nothing new at once, and ends a quarter of an hour later', async () => {
  await expect(remove()).resolves.toMatchObject({ status: 'removing', endsAt: '2026-01-01T00:15:00.000Z' });

  await expect(stage.create({ target: name })).rejects.toThrow("'payments' is being removed");
  await expect(updateTarget({ actor: root, name, parallelism: 3 }, stage.deps)).rejects.toThrow(
    'is being removed',
  );
  await sweepAt(14 * minute);
  await expect(show()).resolves.toMatchObject({ status: 'removing' });
  await sweepAt(2 * minute);
  await expect(show()).rejects.toMatchObject({ code: 'TargetNotFound' });
  stage.deps.targets.forget();
  expect(await offered()).toEqual([]);
  const types = stage.world.targetEvents.map(({ type }) => type);
  expect(types).toEqual(['TargetAdded', 'TargetRemovalBegan', 'TargetRemoved']);
});

it('is taken back where an instance that had read the targets before made something there', async () => {
  const before = await slowReader();
  await remove();
  const here = stage.deps.targets;
  stage.deps.targets = before;
  await stage.create({ target: name });
  stage.deps.targets = here;

  await sweepAt(16 * minute);

  await expect(show()).resolves.toMatchObject({ status: 'active', endsAt: null });
  expect(stage.world.targetEvents).toContainEqual(
    expect.objectContaining({ type: 'TargetRemovalRefused', actor: root.id, data: { lives: 'foo' } }),
  );
});

it('is carried on by the sweep wherever the request or the sweep died', async () => {
  for (let call = 1; ; call += 1) {
    const { died } = dieAt(stage.world, call);
    await remove().catch(() => undefined);
    const wasCut = died();
    stage.world.fail = () => undefined;
    await sweepAt(minute);
    const { status } = await show();
    if (!wasCut) break;
    if (status === 'active') continue;
    await sweepAt(16 * minute);
    await expect(show()).rejects.toMatchObject({ code: 'TargetNotFound' });
    await add();
  }
  for (let call = 1; ; call += 1) {
    const { died } = dieAt(stage.world, call);
    await sweepAt(16 * minute).catch(() => undefined);
    const wasCut = died();
    stage.world.fail = () => undefined;
    await sweepAt(minute);
    await sweepAt(20 * minute);
    await expect(show()).rejects.toMatchObject({ code: 'TargetNotFound' });
    if (!wasCut) break;
    await add();
    await remove();
  }
});

it('lets the name be added again, as another life', async () => {
  await remove();
  await expect(add()).rejects.toMatchObject({ code: 'TargetBeingRemoved' });
  await sweepAt(16 * minute);

  await add({ region: 'eu-west-1' });

  await expect(show()).resolves.toMatchObject({ status: 'active', region: 'eu-west-1' });
});

it('is asked for once by a request that is sent twice', async () => {
  const request = { key: 'once', digest: 'a' };
  const first = await remove({ request });
  await expect(remove({ request })).resolves.toEqual(first);
  await expect(removeTarget({ actor: root, name: 'nowhere' }, stage.deps)).rejects.toMatchObject({
    code: 'TargetNotFound',
  });
  await expect(removeTarget({ actor: actors.ada, name }, stage.deps)).rejects.toMatchObject({
    code: 'Forbidden',
  });
});
