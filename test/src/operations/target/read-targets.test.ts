import { minute } from '../../../../src/domain/base/time';
import type { DeployedTarget } from '../../../../src/domain/target/target-settings';
import { addTarget } from '../../../../src/operations/target/add-target';
import { kinds } from '../../../../lambdas/sweep/kinds';
import { sweep } from '../../../../src/operations/registry/sweep';
import { slotCountsBy, targetReader } from '../../../../src/operations/target/read-targets';
import { removeTarget } from '../../../../src/operations/target/remove-target';
import { updateTarget } from '../../../../src/operations/target/update-target';
import { askedTarget } from '../../../support/builders/targets';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const deployed = (name: string, more: Partial<DeployedTarget> = {}): DeployedTarget => ({
  name,
  region: 'eu-central-1',
  regions: [],
  access: { roles: ['developer'], previews: false },
  ...more,
});
/** What another start of a function with this document reads. */
const readWith = async (...targets: DeployedTarget[]) => {
  stage.deps.deployedTargets = targets;
  stage.deps.targets = targetReader(stage.deps);
  return stage.deps.targets.read();
};
const namesWith = async (...targets: DeployedTarget[]) =>
  (await readWith(...targets)).map(({ name }) => name);

describe('what the document of a deployment names', () => {
  it('becomes entries in its order, before what is added', async () => {
    await readWith();
    await addTarget(askedTarget({ name: 'added' }), stage.deps);

    expect(await namesWith(deployed('dev'), deployed('a-late-one'))).toEqual(['dev', 'a-late-one', 'added']);
    await expect(stage.deps.targetEntries.get('dev')).resolves.toMatchObject({ by: 'leasehold', place: 0 });
  });

  it('is read in once: what the entry says holds, whatever a later document says', async () => {
    await readWith(deployed('dev'));

    expect(await readWith(deployed('dev', { region: 'eu-west-1' }))).toMatchObject([
      { region: 'eu-central-1' },
    ]);
    expect(await namesWith()).toEqual(['dev']);
  });

  it('is one entry each, and one event, when two functions read it in at once', async () => {
    stage.deps.deployedTargets = [deployed('dev'), deployed('prod')];
    const readers = [1, 2, 3].map(() => targetReader(stage.deps));

    const read = await Promise.all(readers.map((reader) => reader.read()));

    for (const targets of read) expect(targets.map(({ name }) => name)).toEqual(['dev', 'prod']);
    stage.world.pass(minute);
    await sweep(kinds, stage.deps);
    expect(stage.world.targetEvents.map(({ type }) => type)).toEqual(['TargetAdded', 'TargetAdded']);
  });

  it('does not come back once it was removed', async () => {
    await readWith(deployed('dev'), deployed('prod'));
    await removeTarget({ actor: actors.root, name: 'dev' }, stage.deps);
    stage.world.pass(16 * minute);
    await sweep(kinds, stage.deps);

    expect(await namesWith(deployed('dev'), deployed('prod'))).toEqual(['prod']);
  });

  it('is offered where another entry cannot be read, which is told', async () => {
    await readWith(deployed('dev'));
    stage.world.fail = (call) => (call === 'targetEntries.get' ? new Error('torn') : undefined);
    const entries = stage.deps.targetEntries;
    stage.deps.targetEntries = {
      ...stage.deps.targetEntries,
      insert: async () => false,
      all: async () => [],
    };

    expect(await namesWith(deployed('dev'))).toEqual([]);
    expect(stage.world.warnings).toContain('a target cannot be read');
    expect((await entries.all()).map(({ name }) => name)).toEqual(['dev']);
  });
});

it('has the slots that its entry says, and before there is one those of the document', async () => {
  const slots = { runs: 4, destroys: 2 };
  stage.deps.deployedTargets = [deployed('dev', { slots }), deployed('prod', { slots })];
  await expect(slotCountsBy(stage.deps)('dev')).resolves.toEqual(slots);
  stage.deps.targets = targetReader(stage.deps);
  await updateTarget({ actor: actors.root, name: 'dev', slots: { runs: 1, destroys: 1 } }, stage.deps);
  await updateTarget({ actor: actors.root, name: 'prod', slots: null }, stage.deps);

  await expect(slotCountsBy(stage.deps)('dev')).resolves.toEqual({ runs: 1, destroys: 1 });
  await expect(slotCountsBy(stage.deps)('prod')).resolves.toBeUndefined();
});

it('asks the registry once in a few seconds, and at once after a change', async () => {
  let asked = 0;
  const entries = stage.deps.targetEntries;
  const targetEntries = { ...stage.deps.targetEntries, all: () => ((asked += 1), entries.all()) };
  const reader = targetReader({ ...stage.deps, targetEntries });

  await reader.read();
  await reader.read();
  expect(asked).toBe(1);
  reader.forget();
  await reader.read();
  expect(asked).toBe(2);
});
