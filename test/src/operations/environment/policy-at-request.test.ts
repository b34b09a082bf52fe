import { Policy } from '../../../../src/domain/policy/policy';
import { changeEnvironment } from '../../../../src/operations/environment/change-environment';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { estimateCost } from '../../../../src/operations/template/estimate-cost';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { catalogOf, templateVersion } from '../../../support/terraform/catalog';

const gateways = templateVersion({
  approval: { above: 60 },
  cost: [{ type: 'aws_nat_gateway', count: { input: 'resources' } }],
});
const stage = useStage(catalogOf(gateways));
const actor = actors.ada;
const playground = { actor, template: 'playground', ttl: '2h' };

/** The policy of the stage from now on. */
function rule(...rules: object[]): void {
  stage.deps.policy = Policy.parse({
    version: '7',
    rules: rules.map((one, at) => ({ name: `rule-${at}`, then: 'deny', ...one })),
  });
}

describe('the policy of the stage', () => {
  it('refuses a request that it denies in any case, before anything is written', async () => {
    rule({ monthlyAbove: 90 }, { leaseLongerThan: '1h' });

    await expect(stage.create()).rejects.toMatchObject({
      code: 'DeniedByPolicy',
      details: {
        reasons: [expect.stringContaining('at least $98.55 a month'), expect.stringContaining('2 hours')],
      },
    });
    await expect(stage.read()).rejects.toMatchObject({ code: 'EnvironmentNotFound' });
    expect(stage.world.started).toEqual([]);
  });

  it('accepts what it denies not for sure, and what it has approved', async () => {
    rule({ monthlyAbove: 90, then: 'approve' }, { losesData: ['delete'] }, { monthlyAbove: 99 });

    expect(await stage.create()).toMatchObject({ status: 'pending' });
  });

  it('refuses a change that it denies in any case, and leaves the environment as it is', async () => {
    await stage.ready();
    rule({ monthlyAbove: 100 });
    const before = await stage.read();

    const asked = changeEnvironment({ actor, name: 'foo', inputs: { resources: 4 } }, stage.deps);

    await expect(asked).rejects.toMatchObject({ code: 'DeniedByPolicy' });
    expect(await stage.read()).toEqual(before);
    expect(
      await changeEnvironment({ actor, name: 'foo', inputs: { resources: 2 } }, stage.deps),
    ).toMatchObject({ run: { kind: 'provision' } });
  });

  it('holds an extension against the whole lease: denied, left to approvers, or allowed', async () => {
    await stage.ready();
    rule({ leaseLongerThan: '3h', then: 'approve' }, { leaseLongerThan: '6h' }, { monthlyAbove: 1 });
    const extend = (ttl: string, by = actor) =>
      extendEnvironment({ actor: by, name: 'foo', ttl }, stage.deps);
    const before = await stage.read();

    await expect(extend('5h')).rejects.toMatchObject({
      code: 'DeniedByPolicy',
      details: { reasons: [expect.stringContaining('7 hours')], issues: [{ field: 'ttl' }] },
    });
    await expect(extend('5h', actors.root)).rejects.toMatchObject({ code: 'DeniedByPolicy' });
    await expect(extend('5h', actors.bob)).rejects.toMatchObject({ code: 'Forbidden' });
    await expect(extend('2h')).rejects.toThrow(
      /an approver or an admin, because rule-0: 4 hours \(limit: at most 3h\)/,
    );
    expect(await stage.read()).toEqual(before);
    expect(await extend('1h')).toMatchObject({ lease: { extensions: 1 } });
    expect(await extend('2h', actors.eve)).toMatchObject({ lease: { extensions: 2 } });
  });

  it('does not deny again the extension that was made', async () => {
    await stage.ready();
    rule({ leaseLongerThan: '3h' });
    const extend = () =>
      extendEnvironment(
        { actor, name: 'foo', ttl: '1h', request: { key: 'once', digest: 'a'.repeat(64) } },
        stage.deps,
      );

    await extend();

    expect(await extend()).toMatchObject({ lease: { extensions: 1 } });
  });

  it('is said with an estimate: what it denies, why an approver is waited for, and what the plan decides', async () => {
    rule(
      { leaseLongerThan: '1h' },
      { monthlyAbove: 90, then: 'approve', for: { teams: ['data'] } },
      { losesData: ['delete'] },
    );

    const { policy, approval } = await estimateCost({ ...playground, team: 'data' }, stage.deps);
    const alone = await estimateCost(playground, stage.deps);

    expect(policy).toMatchObject({
      version: '7',
      verdict: 'deny',
      findings: [
        { rule: 'rule-0', then: 'deny', value: '2 hours', field: 'ttl' },
        { rule: 'rule-1', then: 'approve', value: 'at least $98.55 a month' },
      ],
      withPlan: ['rule-2'],
    });
    expect(approval).toEqual([
      "its cost is above the template's limit",
      expect.stringContaining('rule-1: at least $98.55 a month'),
    ]);
    expect(alone.policy?.findings.map(({ rule: name }) => name)).toEqual(['rule-0']);
  });

  it('is said with the estimate of a change by the team and the lease of the environment', async () => {
    await stage.ready({ team: 'data' });
    rule({ monthlyAbove: 100, for: { teams: ['data'] } }, { leaseLongerThan: '1h' });

    const { policy } = await estimateCost(
      { actor, template: 'playground', changes: 'foo', inputs: { resources: 4 } },
      stage.deps,
    );

    expect(policy?.findings.map(({ rule: name }) => name)).toEqual(['rule-0', 'rule-1']);
  });

  it('is not said where the stage has none, and no team but one of the own is asked for', async () => {
    const view = await estimateCost({ ...playground, inputs: { resources: 1 } }, stage.deps);

    expect([view.policy, view.approval]).toEqual([undefined, undefined]);
    await expect(estimateCost({ ...playground, team: 'shop' }, stage.deps)).rejects.toMatchObject({
      code: 'Forbidden',
    });
  });
});
