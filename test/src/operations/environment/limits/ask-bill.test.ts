import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { getLife } from '../../../../../src/operations/environment/get-life';
import { sweep } from '../../../../../src/operations/registry/sweep';
import type { ActualCost } from '../../../../../src/domain/cost/actual-cost';
import { day, hour, minute, plus } from '../../../../../src/domain/base/time';
import { kinds } from '../../../../../lambdas/sweep/kinds';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
});

const answering = (...answers: ActualCost[]) => {
  stage.deps.actualCosts = {
    of: (life) => {
      asked.push(life);
      return Promise.resolve(answers[asked.length - 1] ?? answers.at(-1)!);
    },
  };
};
const known: ActualCost = { result: 'known', usd: 4.61, estimated: false };
const nothing: ActualCost = { result: 'unavailable', why: 'no-data', words: 'no cost with this tag' };

async function end() {
  const { id } = await stage.ready();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  await stage.finishDestroy();
  return id;
}

const pass = async (ms: number) => {
  stage.world.pass(ms);
  await sweep(kinds, stage.deps);
};
const actualOf = async (id: string) => (await getLife({ actor: actors.ada, id }, stage.deps)).actual;

it('is asked for once, 72 hours after the end, also when the name has another life by then', async () => {
  answering(known);
  const id = await end();
  const endedAt = stage.world.now;
  await stage.create();
  await pass(72 * hour - minute);
  expect(asked).toEqual([]);
  expect(await actualOf(id)).toEqual({ result: 'pending', askedAt: null, nextAt: plus(endedAt, 72 * hour) });

  await pass(minute);
  await pass(3 * day);

  expect(asked).toEqual([id]);
  expect(await actualOf(id)).toMatchObject({ result: 'known', usd: 4.61, estimated: false, nextAt: null });
});

it('is asked for again a day later while it is missing, and then no more', async () => {
  answering(nothing);
  const id = await end();
  for (let days = 0; days < 12; days++) await pass(day);

  expect(asked).toHaveLength(5);
  expect(await actualOf(id)).toMatchObject({ result: 'unavailable', why: 'no-data', nextAt: null });
});

it('takes what comes later', async () => {
  answering(nothing, known);
  const id = await end();
  await pass(72 * hour);
  expect(await actualOf(id)).toMatchObject({ result: 'unavailable', nextAt: plus(stage.world.now, day) });
  await pass(day);

  expect(await actualOf(id)).toMatchObject({ result: 'known', usd: 4.61 });
});

it('is not available on a local plane', async () => {
  const id = await end();
  await pass(72 * hour);

  expect(await actualOf(id)).toMatchObject({
    result: 'unavailable',
    words: 'not available on a local plane',
    nextAt: null,
  });
});

it('is nothing of a life in which nothing was built', async () => {
  answering(known);
  const { id } = await stage.create();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  await pass(4 * day);

  expect(asked).toEqual([]);
  expect(await actualOf(id)).toBeUndefined();
});
