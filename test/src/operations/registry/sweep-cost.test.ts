import { kinds } from '../../../../lambdas/sweep/kinds';
import { hour, minute } from '../../../../src/domain/base/time';
import { sweep } from '../../../../src/operations/registry/sweep';
import { useStage } from '../../../support/plane/operations-stage';

const stage = useStage();

/** Every request that reaches DynamoDB about single items while `work` is done, by its operation. */
async function countItemRequests(work: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const { client } = stage.table;
  const name = 'countItemRequests';
  client.middlewareStack.add(
    (next, context) => (args) => {
      asked.push(context.commandName ?? 'unknown');
      return next(args);
    },
    { step: 'initialize', name, override: true },
  );
  await work().finally(() => client.middlewareStack.remove(name));
  return asked.filter((operation) => !operation.startsWith('Query'));
}

const reads = (asked: string[]) => asked.filter((operation) => operation.startsWith('Get'));

it('ends an expired lease with four requests and one for each event, and reads by its claim', async () => {
  const { seq } = await stage.ready();
  stage.world.pass(3 * hour);

  const asked = await countItemRequests(() => sweep(kinds, stage.deps));

  const events = (await stage.read()).seq - seq;
  expect(events).toBe(3);
  expect(asked.length).toBeGreaterThan(events);
  expect(asked.length).toBeLessThanOrEqual(4 + events);
  expect(reads(asked).length).toBeLessThanOrEqual(2);
});

it('delivers what a crash left with four requests and one for each event', async () => {
  stage.world.fail = (call) => (call === 'bus.publish' ? new Error('throttled') : undefined);
  await stage.create();
  stage.world.fail = () => undefined;
  const events = (await stage.read()).outbox.length;
  stage.world.pass(minute);

  const asked = await countItemRequests(() => sweep(kinds, stage.deps));

  expect(events).toBe(2);
  expect(asked.length).toBeGreaterThan(events);
  expect(asked.length).toBeLessThanOrEqual(4 + events);
  expect(reads(asked).length).toBeLessThanOrEqual(2);
});

it('looks at a run that goes on with one read and two writes', async () => {
  await stage.create();
  const { runId } = await stage.claim();
  stage.world.pass(2 * minute);
  await sweep(kinds, stage.deps);
  const progress = { at: stage.world.now, step: 'plan', done: 0, total: 0, current: [] } as const;
  await stage.deps.runs.report(runId, { ...progress, counter: 7, current: [] });
  stage.world.pass(2 * minute);

  const asked = await countItemRequests(() => sweep(kinds, stage.deps));

  expect(asked.length).toBeLessThanOrEqual(4);
  expect(reads(asked)).toHaveLength(1);
});
