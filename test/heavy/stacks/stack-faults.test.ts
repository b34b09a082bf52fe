import { day, hour } from '../../../src/domain/base/time';
import { destroyStack, retryStack } from '../../../src/operations/stack/stack-operation';
import { readStack } from '../../../src/operations/stack/stacks';
import { toStackView } from '../../../src/domain/stack/entry/stack-view';
import { actors, useStandingStage } from '../../support/plane/operations-stage';
import { LivedStack } from '../../support/stacks/entry/lived-stack';
import { stackCatalog } from '../../support/stacks/entry/stage-stacks';

const { stage, renew } = useStandingStage(stackCatalog);
const { ada } = actors;
let stack: LivedStack;
beforeEach(async () => {
  await renew();
  stack = new LivedStack(stage);
});

/** So many steps of builds and sweeps, each a moment of the stack's life: before, between and after all its runs. */
const moments = Array.from({ length: 10 }, (_, index) => index);

async function goOn(steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await stack.build();
    await stack.pass(120_000);
  }
}

describe('a stack of three levels', () => {
  it('is built and destroyed by its sweeps alone', async () => {
    await stack.apply();
    expect(await stack.until(async () => (await stack.status()) === 'ready', 5)).toBe(true);
    await destroyStack({ actor: ada, stack: 'shop' }, stage.deps);
    expect(await stack.until(() => stack.isGone(), 5)).toBe(true);
    expect(await stack.status()).toBe('destroyed');
    expect(stack.orphans).toEqual([]);
  });

  it.each(moments)(
    'ends by the leases of its environments, consumers first, if its item is deleted at moment %i',
    async (moment) => {
      await stack.apply();
      await goOn(moment);
      await stack.forget();
      const ends = await Promise.all(['net', 'api', 'web'].map((name) => stack.endOf(name)));

      expect(await stack.until(() => stack.isGone(), 40)).toBe(true);
      expect(stack.orphans).toEqual([]);
      const [net, api, web] = ends.map((end) => (end ? Date.parse(end) : undefined));
      if (net && api) expect(net - api).toBe(2 * hour);
      if (api && web) expect(api - web).toBe(2 * hour);
    },
    120_000,
  );

  it.each(moments)(
    'ends where its lease ends at moment %i of its life',
    async (moment) => {
      await stack.apply();
      await goOn(moment);
      await stack.pass(day);

      expect(
        await stack.until(async () => (await stack.isGone()) && (await stack.status()) === 'destroyed', 12),
      ).toBe(true);
      expect(stack.orphans).toEqual([]);
    },
    120_000,
  );

  it.each(moments)(
    'ends where it is destroyed at moment %i of its life, with all news twice',
    async (moment) => {
      await stack.apply();
      await goOn(moment);
      await destroyStack({ actor: ada, stack: 'shop' }, stage.deps);
      for (let step = 0; step < 30 && !(await stack.isGone()); step++) {
        await stack.build();
        await stack.hearTwice();
      }
      await stack.pass(10 * hour);

      expect(await stack.until(() => stack.isGone(), 5)).toBe(true);
      expect(await stack.status()).toBe('destroyed');
      expect(stack.orphans).toEqual([]);
    },
    120_000,
  );

  it('keeps the producers of a consumer that is stuck, says so, and ends once that is mended', async () => {
    await stack.apply();
    await stack.until(async () => (await stack.status()) === 'ready', 5);
    stack.broken = new Set(['web']);
    await destroyStack({ actor: ada, stack: 'shop' }, stage.deps);
    expect(await stack.until(async () => (await stack.status()) === 'stuck', 30)).toBe(true);
    await stack.pass(3 * day);
    await stack.pass(hour);

    const view = toStackView(await readStack('shop', stage.deps));
    expect(await stack.there()).toEqual({ net: 'ready', api: 'ready', web: 'stuck' });
    expect(view.components.map(({ name, waitsFor, stuck }) => [name, waitsFor, stuck])).toEqual([
      ['net', ['api'], false],
      ['api', ['web'], false],
      ['web', [], true],
    ]);

    stack.broken = new Set();
    await retryStack({ actor: ada, stack: 'shop' }, stage.deps);
    expect(await stack.until(() => stack.isGone(), 12)).toBe(true);
    expect(stack.orphans).toEqual([]);
  }, 120_000);
});
