import { statusOf } from '../../../src/domain/stack/entry/stack-status';
import { applyStack } from '../../../src/operations/stack/apply-stack';
import { destroyStack } from '../../../src/operations/stack/stack-operation';
import { readStack } from '../../../src/operations/stack/stacks';
import { sweep } from '../../../src/operations/registry/sweep';
import { kinds } from '../../../lambdas/sweep/kinds';
import { minute, plus } from '../../../src/domain/base/time';
import { actors, dieAt, type Stage, useStandingStage } from '../../support/plane/operations-stage';
import { documentOf, playsOf, stackCatalog, threeOf } from '../../support/stacks/entry/stage-stacks';

const { stage, renew } = useStandingStage(stackCatalog);
const { ada } = actors;
const keyOf = (key: string) => ({ key, digest: key });

/** A step that may die with its process, and is asked for again by whoever waits for it. */
const again = async (step: () => Promise<unknown>): Promise<void> => {
  await step().catch(async () => {
    stage.world.fail = () => undefined;
    await step();
  });
};

const sweepAt = async ({ world, deps }: Stage, minutes: number): Promise<void> => {
  world.now = plus(world.now, minutes * minute);
  await sweep(kinds, deps);
};

/** Every life that a component had, by its name. */
const livesOf = async (): Promise<string[]> => {
  const { items } = await stage.deps.registry.list({}, { limit: 100 });
  return items.map(({ name, previousId, status }) => `${name} ${status} ${previousId ?? 'first'}`).sort();
};

/** Applied, built level by level, destroyed: with one death somewhere at its `point`th call; whether it died. */
const live = async (point: number): Promise<boolean> => {
  await renew();
  const death = dieAt(stage.world, point);
  const plays = playsOf(stage);
  const apply = () =>
    applyStack({ actor: ada, document: documentOf(threeOf()), request: keyOf('apply') }, stage.deps);
  await again(apply);
  await again(() => sweepAt(stage, 20));
  stage.world.fail = death.died() ? () => undefined : stage.world.fail;
  for (const component of ['net', 'api', 'web']) {
    await again(() => sweepAt(stage, 20));
    await again(() => sweepAt(stage, 20));
    const paused = stage.world.fail;
    // The build is no process of the plane: it does not die with one.
    stage.world.fail = () => undefined;
    await plays.apply(component);
    stage.world.fail = paused;
    await again(() => sweepAt(stage, 20));
  }
  await again(() => destroyStack({ actor: ada, stack: 'shop', request: keyOf('destroy') }, stage.deps));
  for (const component of ['web', 'api', 'net']) {
    await again(() => sweepAt(stage, 20));
    await again(() => sweepAt(stage, 20));
    stage.world.fail = () => undefined;
    await plays.destroy(component);
  }
  await sweepAt(stage, 20);
  return death.died();
};

it('is built and destroyed once, whatever call of the plane is the last of its process', async () => {
  const wrong: Record<number, unknown> = {};
  let point = 1;
  for (; await live(point).catch((error: unknown) => Boolean((wrong[point] = String(error)))); point++) {
    const entry = await readStack('shop', stage.deps);
    const lives = await livesOf();
    const right = ['shop.api destroyed first', 'shop.net destroyed first', 'shop.web destroyed first'];
    if (String(lives) !== String(right) || statusOf(entry) !== 'destroyed' || entry.revisions !== 1)
      wrong[point] = { lives, status: statusOf(entry), revisions: entry.revisions };
  }
  console.log(`a stack died at ${point - 1} points`);
  expect(wrong).toEqual({});
  expect(point).toBeGreaterThan(60);
}, 1_800_000);
