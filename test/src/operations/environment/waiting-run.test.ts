import { hour, minute } from '../../../../src/domain/base/time';
import { toView } from '../../../../src/domain/environment/view';
import { listEvents } from '../../../../src/operations/environment/list-events';
import { sweep } from '../../../../src/operations/registry/sweep';
import { start } from '../../../support/builders/births';
import { useStage } from '../../../support/plane/operations-stage';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const words = 'Cannot have more than 0 builds in queue for the account';

/** Asks for an environment whose build CodeBuild has no room for. */
async function asked(): Promise<string> {
  const { run } = await stage.create({ ttl: '8h' });
  stage.world.refusals.set(run!.id, { at: start, words });
  return run!.id;
}

async function sweepAfter(ms: number) {
  stage.world.pass(ms);
  await sweep(kinds, stage.deps);
  return toView(await stage.read());
}

it('shows a run without a build as waiting, and not as failed, once the sweep came by', async () => {
  await asked();

  const view = await sweepAfter(minute);

  expect(view).toMatchObject({
    status: 'pending',
    run: { phase: 'queued', waiting: { since: start, words } },
  });
  expect(stage.world.published.map(({ type }) => type)).not.toContain('RunFailed');
});

it('notifies people of a wait once, after an hour, and it is in the history', async () => {
  const run = await asked();
  await sweepAfter(minute);
  await sweepAfter(hour / 2);
  const waits = () => stage.world.published.filter(({ type }) => type === 'RunWaitsLong');
  expect(waits()).toEqual([]);

  await sweepAfter(hour / 2);
  await sweepAfter(hour);

  expect(waits()).toEqual([
    expect.objectContaining({ data: { run, kind: 'provision', since: start, reason: words } }),
  ]);
  const { items } = await listEvents({ name: 'foo', after: 0 }, stage.deps);
  expect(items.map(({ type }) => type)).toContain('RunWaitsLong');
});

it('waits no longer once CodeBuild has room', async () => {
  const run = await asked();
  await sweepAfter(minute);
  stage.world.refusals.delete(run);

  expect((await sweepAfter(minute)).run).not.toHaveProperty('waiting');
  const { build } = await stage.claim();
  expect((await stage.read()).run).toMatchObject({ phase: 'planning', build });
});

it('asks for the reason of a queued run alone', async () => {
  await stage.ready();
  stage.world.fail = (call) => (call === 'workflows.refusal' ? new Error('asked in vain') : undefined);

  expect(await sweep(kinds, stage.deps)).toMatchObject({ failed: 0 });
});
