import { Limits } from '../../../src/domain/limits/limits';
import { kinds } from '../../../lambdas/sweep/kinds';
import { hour, minute, plus } from '../../../src/domain/base/time';
import { sweep } from '../../../src/operations/registry/sweep';
import { costingOn } from '../../support/limits/costing';
import { dieAt, useStage } from '../../support/plane/operations-stage';

const stage = useStage();
const { costing, at, pass, reached } = costingOn(stage);
const thresholds = [
  { percent: 50, action: 'warn' },
  { percent: 100, action: 'destroy' },
];

/** Two environments of a team that cost $2 an hour together, in a year of their own. */
async function twoOf(round: number): Promise<{ names: string[]; now: string }> {
  const names = [`a-${round}`, `b-${round}`];
  stage.deps.limits = Limits.parse({ budgets: { team: { usd: 10, thresholds } } });
  stage.world.now = `${2030 + round}-01-01T00:00:00.000Z`;
  stage.world.published = [];
  for (const name of names) await costing(name, 1, { team: 'data' });
  return { names, now: stage.world.now };
}

async function endBoth(names: string[]): Promise<void> {
  for (const name of names) await stage.finishDestroy(name);
}

/** The sweep dies at that call, and is followed by some that do not. */
async function dyingAt(call: number): Promise<boolean> {
  const death = dieAt(stage.world, call);
  await sweep(kinds, stage.deps).catch(() => undefined);
  stage.world.fail = () => undefined;
  for (let n = 0; n < 3; n++) await pass(2 * minute);
  return death.died();
}

it.each([
  ['warns', 6],
  ['destroys', 12],
])(
  'acts on each threshold once wherever the sweep dies that %s',
  async (_, hours) => {
    for (let call = 1; ; call++) {
      const { names, now } = await twoOf(call);
      const [first, second] = names;
      stage.world.now = plus(now, hours * hour);
      const died = await dyingAt(call);
      expect(reached().filter((one) => one.endsWith('warn'))).toEqual([`${first} 50 warn`]);
      await at(plus(now, 13 * hour));
      for (let n = 0; n < 3; n++) await pass(2 * minute);
      expect(reached().sort()).toEqual([`${first} 100 destroy`, `${first} 50 warn`, `${second} 100 destroy`]);
      await endBoth(names);
      if (!died) break;
    }
  },
  300_000,
);

it('counts all wherever the process dies that records what a run came to', async () => {
  for (let call = 1; ; call++) {
    const { names, now } = await twoOf(call);
    const [first] = names;
    stage.world.now = plus(now, hour);
    const death = dieAt(stage.world, call);
    await costing(`c-${call}`, 8, { team: 'data' }).catch(() => undefined);
    stage.world.fail = () => undefined;
    const isThere = (await stage.deps.registry.get(`c-${call}`)) !== undefined;
    for (let n = 0; n < 3; n++) await pass(2 * minute);
    const account = await stage.deps.accounts.get({ kind: 'team', name: 'data' });
    expect(account?.lives.map(({ name }) => name)).toEqual([...names, ...(isThere ? [`c-${call}`] : [])]);
    await at(plus(now, 14 * hour));
    for (let n = 0; n < 3; n++) await pass(2 * minute);
    expect(reached().filter((one) => one.endsWith('warn'))).toEqual([`${first} 50 warn`]);
    await endBoth(names);
    const third = await stage.deps.registry.get(`c-${call}`);
    if (third && third.status !== 'destroyed') await stage.finishDestroy(third.name);
    if (!death.died()) break;
  }
}, 300_000);
