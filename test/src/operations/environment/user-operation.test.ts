import type { Actor } from '../../../../src/domain/access/actor';
import type { EnvironmentView } from '../../../../src/domain/environment/view';
import { approvePlan } from '../../../../src/operations/environment/approve-plan';
import { cancelRun } from '../../../../src/operations/environment/cancel-run';
import { changeEnvironment } from '../../../../src/operations/environment/change-environment';
import type { Deps } from '../../../../src/operations/ports/deps';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { disownResource } from '../../../../src/operations/environment/repair/disown-resource';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { rejectPlan } from '../../../../src/operations/environment/reject-plan';
import { retryRun } from '../../../../src/operations/environment/retry-run';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { unlockState } from '../../../../src/operations/environment/repair/unlock-state';
import { planDigest, planOf } from '../../../support/builders/births';
import { templateVersion } from '../../../support/terraform/catalog';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();

type Ask = (input: { actor: Actor; name: string }, deps: Deps) => Promise<EnvironmentView>;
const asks: Record<string, Ask> = {
  change: (input, deps) => changeEnvironment({ ...input, inputs: { resources: 4 } }, deps),
  extend: (input, deps) => extendEnvironment({ ...input, ttl: '1h' }, deps),
  destroy: destroyEnvironment,
  cancel: cancelRun,
  retry: retryRun,
  disown: (input, deps) => disownResource({ ...input, address: 'aws_iam_role.app' }, deps),
  unlock: (input, deps) => unlockState({ ...input, lockId: 'lock-1' }, deps),
  approve: (input, deps) => approvePlan({ ...input, planDigest }, deps),
  reject: (input, deps) => rejectPlan({ ...input, planDigest }, deps),
};
/** What was decided of the right to ask: `Forbidden`, or anything else that was only said to those who may. */
async function answerTo(operation: string, actor: Actor): Promise<'forbidden' | 'allowed'> {
  const asked = asks[operation]!({ actor, name: 'foo' }, stage.deps);
  return asked.then(
    () => 'allowed',
    (error: { code?: string }) => (error.code === 'Forbidden' ? 'forbidden' : 'allowed'),
  );
}

const operating = ['change', 'extend', 'destroy', 'cancel', 'retry', 'unlock', 'disown'];

describe.each(operating)('to %s an environment', (operation) => {
  it.each([
    ['its owner', actors.ada, 'allowed'],
    ['her team', actors.tom, 'allowed'],
    ['an admin', actors.root, 'allowed'],
    ['another developer', actors.bob, 'forbidden'],
    ['an approver', actors.eve, 'forbidden'],
    ['a viewer of the team', actors.vic, 'forbidden'],
    ['the owner without a role', { ...actors.ada, roles: [] }, 'forbidden'],
  ])('%s: %#', async (_who, actor, answer) => {
    await stage.create({ team: 'data' });
    const before = await stage.read();

    expect(await answerTo(operation, actor)).toBe(answer);
    if (answer === 'forbidden') expect(await stage.read()).toEqual(before);
  });
});

describe.each<[string, ReturnType<typeof planOf>['needs'], string[]]>([
  ['that only the owner wanted to see', ['plan-only'], ['ada', 'tom', 'eve', 'root']],
  ['that the template lets nobody approve for himself', ['template-always'], ['eve', 'root']],
  ['that is too dear', ['plan-only', 'above-cost'], ['eve', 'root']],
])('a plan %s', (_which, needs, approvers) => {
  beforeEach(async () => {
    await stage.create({ team: 'data', planOnly: true });
    const claim = await stage.claim();
    stage.leave(claim, { result: 'planned', plan: planOf(claim.runId, needs) });
    await settleRun(claim, stage.deps);
  });

  it.each(Object.keys(actors))('is approved or not by %s', async (name) => {
    const answer = await answerTo('approve', actors[name as keyof typeof actors]);

    expect(answer).toBe(approvers.includes(name) ? 'allowed' : 'forbidden');
  });

  it.each(Object.keys(actors))('is rejected or not by %s', async (name) => {
    const answer = await answerTo('reject', actors[name as keyof typeof actors]);

    expect(answer).toBe(['ada', 'tom', 'eve', 'root'].includes(name) ? 'allowed' : 'forbidden');
  });
});

it('answers EnvironmentNotFound for a name that nobody has', async () => {
  for (const ask of Object.values(asks))
    await expect(ask({ actor: actors.ada, name: 'nothing' }, stage.deps)).rejects.toMatchObject({
      code: 'EnvironmentNotFound',
    });
});

it('decides a request that is sent twice once, and keeps the keys of two actors apart', async () => {
  await stage.ready({ team: 'data' });
  const ask = (actor: Actor, digest: string) =>
    extendEnvironment({ actor, name: 'foo', ttl: '1h', request: { key: 'k-1', digest } }, stage.deps);

  const once = await ask(actors.ada, 'a');
  const twice = await ask(actors.ada, 'a');
  const other = await ask(actors.tom, 'b');

  expect(once.lease.expiresAt).toBe('2026-01-01T03:00:00.000Z');
  expect(twice.lease.expiresAt).toBe(once.lease.expiresAt);
  expect(other.lease.expiresAt).toBe('2026-01-01T04:00:00.000Z');
  await expect(ask(actors.ada, 'c')).rejects.toMatchObject({ code: 'IdempotencyKeyReused' });
});

it('decides again what changed meanwhile: of ten extensions at once none is lost', async () => {
  await stage.ready();

  const asked = Array.from({ length: 10 }, () =>
    extendEnvironment({ actor: actors.ada, name: 'foo', ttl: '1h' }, stage.deps),
  );
  const results = await Promise.allSettled(asked);

  const done = results.filter(({ status }) => status === 'fulfilled').length;
  const { lease } = await stage.read();
  expect(lease.extensions).toBe(done);
  expect(done).toBeGreaterThan(5);
});

describe('a change', () => {
  it('replaces the inputs named, keeps the others, and starts a run', async () => {
    await stage.ready({ inputs: { resources: 2 } });

    const changed = await changeEnvironment(
      { actor: actors.ada, name: 'foo', inputs: { resources: 5 } },
      stage.deps,
    );

    expect(changed).toMatchObject({ status: 'ready', inputs: { resources: 5 }, run: { kind: 'provision' } });
    expect(stage.world.started.at(-1)).toMatchObject({
      workflow: 'provision-environment',
      runId: changed.run?.id,
    });
  });

  it.each([
    [{ inputs: { resources: -1 } }, 'InvalidRequest'],
    [{ inputs: { colour: 'red' } }, 'InvalidRequest'],
    [{ version: '9.9.9' }, 'TemplateNotFound'],
  ])('to %j is refused', async (body, code) => {
    await stage.ready();

    await expect(
      changeEnvironment({ actor: actors.ada, name: 'foo', ...body }, stage.deps),
    ).rejects.toMatchObject({
      code,
    });
  });

  it('stays on the version of the environment when a newer one is published', async () => {
    await stage.ready();
    const newer = templateVersion({ version: '1.1.0' });
    stage.deps.catalog.read = () =>
      Promise.resolve({ templates: [{ name: 'playground', versions: [newer, templateVersion()] }] });

    const changed = await changeEnvironment(
      { actor: actors.ada, name: 'foo', inputs: { resources: 5 } },
      stage.deps,
    );

    expect(changed.template.version).toBe('1.0.0');
  });
});
