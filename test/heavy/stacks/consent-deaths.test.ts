import { kinds } from '../../../lambdas/sweep/kinds';
import { minute, plus } from '../../../src/domain/base/time';
import { statusOf } from '../../../src/domain/stack/entry/stack-status';
import type { ShownPlan } from '../../../src/domain/terraform/consent/shown-plan';
import { sweep } from '../../../src/operations/registry/sweep';
import { applyStack } from '../../../src/operations/stack/apply-stack';
import { readStack } from '../../../src/operations/stack/stacks';
import { actors, dieAt, useStandingStage } from '../../support/plane/operations-stage';
import { consentOn } from '../../support/stacks/entry/consented';
import { documentOf, stackCatalog, threeOf } from '../../support/stacks/entry/stage-stacks';

const { stage, renew } = useStandingStage(stackCatalog);
const { ada } = actors;
const document = documentOf(threeOf());

const shownOf = (inputs: ShownPlan['inputs']): ShownPlan => ({
  bundle: 'c'.repeat(64),
  engine: '1.11.4',
  inputs,
  resources: [],
  outputs: {},
  outlines: [],
  data: {},
  failedChecks: [],
  price: { upper: 5, unpriced: [] },
});
const shown = {
  net: shownOf({ cidr: { value: '10.0.0.0/16' } }),
  api: shownOf({ vpc_id: { pending: 'net.vpc_id' } }),
  web: shownOf({}),
};
const exact = { ...shown, api: shownOf({ vpc_id: { value: 'vpc-1', from: 'net.vpc_id' } }) };

/** Planned, said yes to, built: with one death of the plane somewhere at its `point`th call; whether it died. */
async function live(point: number): Promise<boolean> {
  await renew();
  const on = consentOn(stage);
  const death = dieAt(stage.world, point);
  const alive = () => undefined;
  const mortal = async <T>(step: () => Promise<T>): Promise<T> => {
    const done = await step().catch(() => {
      stage.world.fail = alive;
      return step();
    });
    if (death.died()) stage.world.fail = alive;
    return done;
  };
  /** A build is no process of the plane: it does not die with one. */
  const build = async (step: () => Promise<void>): Promise<void> => {
    const { fail } = stage.world;
    stage.world.fail = alive;
    await step();
    stage.world.fail = fail;
  };
  const pass = () =>
    mortal(() => {
      stage.world.now = plus(stage.world.now, 20 * minute);
      return sweep(kinds, stage.deps);
    });

  const plan = await mortal(() => on.plan(document, shown));
  const consent = { plan, hours: 24 };
  const request = { key: 'apply', digest: 'apply' };
  await mortal(() => applyStack({ actor: ada, document, consent, request }, stage.deps));
  for (const component of ['net', 'api', 'web'] as const) {
    await pass();
    await pass();
    await build(() => on.exact(component, exact[component]));
    await pass();
    await pass();
    await build(() => on.finish(component));
  }
  await pass();
  await pass();
  return death.died();
}

/** Each approval of a plan, once, however often it was told: of which component and by whom. */
function approvals(): string[] {
  const told = stage.world.published.filter(({ type }) => type === 'PlanApproved');
  const once = new Map(told.map(({ id, actor, environment }) => [id, `${environment} ${actor}`]));
  return [...once.values()].sort();
}

const inAdasName = ['api', 'net', 'web'].map((name) => `shop.${name} ${ada.id}`);

it('is planned, and built by one yes, whatever call of the plane is the last of its process', async () => {
  const wrong: Record<number, unknown> = {};
  let point = 1;
  for (; await live(point).catch((error: unknown) => Boolean((wrong[point] = String(error)))); point++) {
    const entry = await readStack('shop', stage.deps);
    const approved = approvals();
    if (statusOf(entry) !== 'ready' || entry.revisions !== 1 || String(approved) !== String(inAdasName))
      wrong[point] = { status: statusOf(entry), revisions: entry.revisions, approved };
  }
  console.log(`a stack that one yes was said to died at ${point - 1} points`);
  expect(wrong).toEqual({});
  expect(point).toBeGreaterThan(60);
}, 1_800_000);
