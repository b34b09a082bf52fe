import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../src/aws/dynamo-entries';
import { hour, minute } from '../../src/domain/base/time';
import type { Deps } from '../../src/operations/ports/deps';
import { sweep } from '../../src/operations/registry/sweep';
import { depsOn } from '../support/plane/deps';
import { useStage } from '../support/plane/operations-stage';
import { ulidAt } from '../support/builders/ulids';
import { kinds } from '../../lambdas/sweep/kinds';
import { environmentKind } from '../../src/domain/environment/environment-kind';

const crowd = 1_000;
const poisons = ['torn', 'throws', 'hangs', 'unclaimable', 'claim-hangs'];
const never = () => new Promise<never>(() => undefined);
/** What is no poison must never take this long, nor the test wait for it often. */
const patienceMs = 10_000;
const shortPatienceMs = 2_000;

const stage = useStage();

/** A thousand environments whose lease is over, written as they would be, but not one by one through the operations. */
async function fillWithDue(): Promise<void> {
  const { table, world } = stage;
  await stage.create();
  const born = await stage.read();
  const names = [...poisons, ...Array.from({ length: crowd - poisons.length - 1 }, (_, nth) => `env-${nth}`)];
  const puts = names.map((name, nth) => {
    const item = toItem(environmentKind, { ...born, name, id: ulidAt(born.createdAt, 10_000 + nth) });
    const body = name === 'torn' ? { status: 'nonsense' } : item['body'];
    return table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, body } }));
  });
  await Promise.all(puts);
  world.pass(3 * hour);
}

/** The dependencies, on which the poisoned names fail each in its way. */
function poisoned(): Deps {
  const { registry, due, ...others } = depsOn(stage.table, stage.world);
  const save: Deps['registry']['save'] = (environment, seen) => {
    if (seen.name === 'throws') throw new Error('poison');
    return seen.name === 'hangs' ? never() : registry.save(environment, seen);
  };
  const claim: Deps['due']['claim'] = (item, until) => {
    if (item.pk === 'ENV#unclaimable') throw new Error('throttled');
    return item.pk === 'ENV#claim-hangs' ? never() : due.claim(item, until);
  };
  return {
    ...others,
    registry: { ...registry, get: (...args) => registry.get(...args), save },
    due: { due: (now) => due.due(now), rest: (...args) => due.rest(...args), claim },
  };
}

it('handles every other of a thousand due items in the sweep that meets the poisoned ones, and tells of those', async () => {
  const { world, deps } = stage;
  await fillWithDue();
  const sick = poisoned();

  const first = await sweep(kinds, sick, patienceMs);
  const ended = world.published.filter(({ type }) => type === 'EnvironmentDestroyed');
  for (let attempt = 2; attempt <= 5; attempt++) {
    world.pass(20 * minute);
    await sweep(kinds, sick, shortPatienceMs);
  }
  const alarmed = [...world.alarms];
  const cured = await sweep(kinds, deps);

  expect(first).toEqual({ visited: crowd, failed: poisons.length });
  expect(new Set(ended.map(({ life }) => life)).size).toBe(crowd - poisons.length);
  expect(alarmed.map(({ item, attempts }) => `${String(item)} ${String(attempts)}`).sort()).toEqual([
    'ENV#hangs 5',
    'ENV#throws 5',
    'ENV#torn 5',
  ]);
  // Those that could not be claimed were never put off; the others wait for their next turn.
  expect(cured).toEqual({ visited: 2, failed: 0 });
  expect((await stage.read('claim-hangs')).status).toBe('destroyed');
});
