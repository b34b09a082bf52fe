import type { LockList, LockRow } from '../../../src/domain/environment/locks/lock-list';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { killRunner } from '../../faults/lab/kill-runner';
import { openPlane } from '../../e2e/open-plane';
import type { TestPlane } from '../../support/plane/plane';

let on: TestPlane;
beforeAll(async () => {
  on = await openPlane();
}, 120_000);

const locks = async () => (await on.api.want<LockList>('GET /locks')).locks;

/** Has an environment built, and its build killed while Terraform makes its resources. */
async function killedWhileApplying(name: string): Promise<{ run: string; before: LockRow[] }> {
  const body = { name, template: 'playground', ttl: '1d', inputs: { resources: 1, delay_seconds: 600 } };
  await on.api.want('POST /environments', { body });
  const { run } = await on.api.until(name, (view) => (view.run?.progress?.current.length ?? 0) > 0);
  const before = await locks();
  await killRunner(name);
  await on.api.settled(name);
  return { run: run!.id, before };
}

it('a lock that a killed build left is named with its dead run, and removed by the command that is shown', async () => {
  const { run, before } = await killedWhileApplying('foo');
  expect(before).toMatchObject([{ environment: 'foo', run, state: 'live', active: run }]);

  const shown = await on.idp(['locks']);

  const [left] = await locks();
  expect(left).toMatchObject({ run, state: 'dead', active: null, ended: { result: 'failed' } });
  const command = `idp unlock foo --lock-id ${left!.lock}`;
  expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain(run);
  expect(shown.stdout).toMatch(/dead: failed/);
  expect(shown.stdout).toContain(command);

  const [, ...words] = command.split(' ');
  const freed = await on.idp([...words, '--yes']);
  expect([freed.code, freed.stdout]).toEqual([0, expect.stringContaining('The lock was removed')]);
  expect(await locks()).toEqual([]);
}, 120_000);

it('a lock that a killed build left is taken over by the next run, which frees it', async () => {
  const { run } = await killedWhileApplying('bar');
  expect(await locks()).toMatchObject([{ environment: 'bar', run, state: 'dead' }]);

  await on.api.want('PATCH /environments/bar', { body: { inputs: { resources: 1, delay_seconds: 0 } } });

  expect(await on.api.settled('bar')).toMatchObject<Partial<EnvironmentView>>({ status: 'ready' });
  expect(await locks()).toEqual([]);
}, 120_000);
