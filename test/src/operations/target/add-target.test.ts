import { addTarget } from '../../../../src/operations/target/add-target';
import { getTarget } from '../../../../src/operations/target/get-target';
import { targetReader } from '../../../../src/operations/target/read-targets';
import { updateTarget } from '../../../../src/operations/target/update-target';
import { noSlotsTaken } from '../../../../src/domain/environment/slots/slots';
import { TargetEvent } from '../../../../src/domain/target/target-entry';
import { askedTarget } from '../../../support/builders/targets';
import { ulidAt } from '../../../support/builders/ulids';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const { root } = actors;
const add = (more = {}) => addTarget(askedTarget(more), stage.deps);
const show = () => getTarget({ actor: root, name: 'payments' }, stage.deps);
const update = (more: object) => updateTarget({ actor: root, name: 'payments', ...more }, stage.deps);
const request = { key: 'once', digest: 'a' };
const local = { regions: [], access: { roles: ['developer' as const], previews: false } };

beforeEach(() => {
  stage.deps.targets = targetReader(stage.deps);
});

describe('a target that is added', () => {
  it('is offered at once, with the names that the module gives and an external id of its own', async () => {
    const added = await add();

    expect(await stage.deps.targets.read()).toMatchObject([{ name: 'payments', region: 'eu-central-1' }]);
    expect(added).toMatchObject({
      role: 'arn:aws:iam::444455556666:role/leasehold-provisioner',
      permissionsBoundary: 'arn:aws:iam::444455556666:policy/leasehold-provisioner-environment-boundary',
      status: 'active',
      addedBy: root.id,
    });
    expect(added.externalId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await show()).toEqual(added);
  });

  it('is shown with its runs at work and in line where they are limited', async () => {
    expect(await add()).not.toHaveProperty('load');
    await update({ slots: { runs: 1, destroys: 1 } });
    const { now } = stage.world;
    const slots = noSlotsTaken('payments', now);
    const waiting = { run: ulidAt(now, 1), name: 'foo', life: ulidAt(now, 2), owner: 'ada', asked: now };
    slots.destroys.waiting.push({ ...waiting, workflow: 'destroy-environment' });
    await stage.deps.slots.insert(slots, null);

    expect((await show()).load).toEqual({
      runs: { atWork: 0, waiting: 0, oldest: null },
      destroys: { atWork: 0, waiting: 1, oldest: now },
    });
  });

  it('is audited and published', async () => {
    await add();

    const [event] = stage.world.targetEvents.map((one) => TargetEvent.parse(one));
    expect(event).toMatchObject({ type: 'TargetAdded', target: 'payments', actor: root.id, previous: null });
  });

  it('is the same one when the request is sent again, with the same external id', async () => {
    const first = await add({ request });

    expect(await add({ request })).toEqual(first);
    await expect(add({ request: { ...request, digest: 'b' } })).rejects.toMatchObject({
      code: 'IdempotencyKeyReused',
    });
    await expect(add()).rejects.toMatchObject({ code: 'TargetExists' });
  });

  it.each([
    ['a name that runs may not take', { role: 'deployer' }, 'leasehold-provisioner, without a path'],
    ['another account', { role: 'arn:aws:iam::999999999999:role/leasehold-provisioner' }, '444455556666'],
  ])('is refused for a role of %s, by the field', async (_what, more, words) => {
    await expect(add(more)).rejects.toMatchObject({
      code: 'InvalidRequest',
      issues: [{ field: 'role', message: expect.stringContaining(words) }],
    });
  });

  it('may have a role of another name where the document names it', async () => {
    const roleArn = 'arn:aws:iam::444455556666:role/deployer';
    stage.deps.deployedTargets = [{ name: 'other', region: 'eu-central-1', roleArn, ...local }];

    await expect(add({ role: 'deployer' })).resolves.toMatchObject({ role: roleArn });
  });

  it('is refused on a local plane for an account that it does not have', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/leasehold-provisioner';
    const endpoint = 'http://127.0.0.1:9';
    stage.deps.deployedTargets = [{ name: 'local', region: 'us-east-1', roleArn, endpoint, ...local }];

    await expect(add()).rejects.toThrow(/444455556666, which this local plane does not have .*123456789012/);
  });
});

describe('a target that is changed', () => {
  it('has what was asked for, keeps the rest, and says what is different', async () => {
    await add({ access: { roles: ['developer'], teams: ['data'], previews: false } });
    stage.world.targetEvents.length = 0;

    await update({ access: { teams: null, previews: true }, parallelism: 5, externalId: 'xy' });

    expect(await show()).toMatchObject({
      parallelism: 5,
      externalId: 'xy',
      access: { roles: ['developer'], previews: true },
      region: 'eu-central-1',
    });
    expect((await show()).access).not.toHaveProperty('teams');
    expect(stage.world.targetEvents).toMatchObject([
      {
        type: 'TargetChanged',
        data: {
          access: '{"roles":["developer"],"previews":true}',
          parallelism: '5',
          externalId: 'changed',
        },
      },
    ]);
  });

  it('is as before a field was given where it is null', async () => {
    await add({ parallelism: 7 });
    await update({ parallelism: null, permissionsBoundary: null });

    expect(await show()).toMatchObject({ parallelism: null, permissionsBoundary: null });
  });

  it('may not go to another account', async () => {
    await add();

    const role = 'arn:aws:iam::999999999999:role/leasehold-provisioner';
    await expect(update({ role })).rejects.toMatchObject({ issues: [{ field: 'role' }] });
  });
});

it.each([
  ['add', () => addTarget(askedTarget({ actor: actors.pat }), stage.deps)],
  ['change', () => updateTarget({ actor: actors.ada, name: 'payments', parallelism: 1 }, stage.deps)],
  ['show', () => getTarget({ actor: actors.eve, name: 'payments' }, stage.deps)],
])('is refused to whoever is no administrator: %s', async (_what, ask) => {
  await add();
  await expect(ask()).rejects.toMatchObject({ code: 'Forbidden' });
});
