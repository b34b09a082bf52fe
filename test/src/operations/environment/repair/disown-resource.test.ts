import type { Actor } from '../../../../../src/domain/access/actor';
import { destroyEnvironment } from '../../../../../src/operations/environment/destroy-environment';
import { disownResource } from '../../../../../src/operations/environment/repair/disown-resource';
import { settleRun } from '../../../../../src/operations/environment/settle-run';
import { unaccountedOutcome } from '../../../../support/builders/lives';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const address = 'aws_iam_role.app';
const disown = (actor: Actor) => disownResource({ actor, name: 'foo', address }, stage.deps);

beforeEach(async () => {
  await stage.ready();
  await destroyEnvironment({ actor: actors.ada, name: 'foo' }, stage.deps);
  const claim = await stage.claim();
  stage.leave(claim, unaccountedOutcome(address));
  await settleRun(claim, stage.deps);
});

it('starts the destroy again, and says to everybody who listens who said what', async () => {
  const view = await disown(actors.ada);

  expect(view).toMatchObject({
    run: { kind: 'destroy' },
    destruction: { disowned: [{ address, by: actors.ada.id }] },
  });
  expect(stage.world.published).toContainEqual(
    expect.objectContaining({ type: 'ResourceDisowned', actor: actors.ada.id, data: { address } }),
  );
});

it('takes no word of a workflow for it, though the environment is its own', async () => {
  const workflow: Actor = { ...actors.root, kind: 'workload' };

  await expect(disown(workflow)).rejects.toThrow(/requires a person who checked/);
  expect(await stage.read()).toMatchObject({ status: 'stuck', run: null });
});
