import type { Actor } from '../../../../src/domain/access/actor';
import { hour } from '../../../../src/domain/base/time';
import type { TemplateVersion } from '../../../../src/domain/template/template';
import type { EnvironmentView } from '../../../../src/domain/environment/view';
import { approvePlan } from '../../../../src/operations/environment/approve-plan';
import { changeEnvironment } from '../../../../src/operations/environment/change-environment';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { rejectPlan } from '../../../../src/operations/environment/reject-plan';
import { retryRun } from '../../../../src/operations/environment/retry-run';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { estimateCost } from '../../../../src/operations/template/estimate-cost';
import { getTemplate } from '../../../../src/operations/template/get-template';
import { listTemplates } from '../../../../src/operations/template/list-templates';
import { planDigest, planOf } from '../../../support/builders/births';
import { failedOutcome } from '../../../support/builders/lives';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { offering, targetOf } from '../../../support/builders/targets';
import { templateVersion } from '../../../support/terraform/catalog';

const stage = useStage();
const old = templateVersion();
const newest = (policy: Record<string, unknown>) => templateVersion({ version: '1.1.0', ...policy });

/** What the catalog offers from now on, newest first. */
function publish(...versions: TemplateVersion[]): void {
  stage.deps.catalog = { read: async () => ({ templates: [{ name: 'playground', versions }] }) };
}

/** `foo`, of version 1.0.0, after a run that ended so. */
async function runEnded(outcome: 'failed' | 'planned'): Promise<void> {
  await stage.create({ planOnly: outcome === 'planned' });
  const claim = await stage.claim();
  const plan = planOf(claim.runId, ['plan-only']);
  stage.leave(claim, outcome === 'failed' ? failedOutcome() : { result: 'planned', plan });
  await settleRun(claim, stage.deps);
}

type Ask = (actor: Actor) => Promise<EnvironmentView>;
const name = 'foo';
/** Everything that may build something of version 1.0.0, each with how `foo` comes to where it can be asked. */
const asks: [string, () => Promise<unknown>, Ask][] = [
  ['create', async () => undefined, (actor) => stage.create({ actor, version: '1.0.0', owner: actor.id })],
  [
    'change',
    () => stage.ready(),
    (actor) => changeEnvironment({ actor, name, inputs: { resources: 4 } }, stage.deps),
  ],
  ['retry', () => runEnded('failed'), (actor) => retryRun({ actor, name }, stage.deps)],
  ['approve', () => runEnded('planned'), (actor) => approvePlan({ actor, name, planDigest }, stage.deps)],
];

describe.each(asks)('to %s an environment of an older version', (_what, prepare, ask) => {
  beforeEach(prepare);

  it('needs the role that the newest version asks for', async () => {
    publish(newest({ role: 'admin' }), old);

    await expect(ask(actors.ada)).rejects.toMatchObject({
      code: 'Forbidden',
      details: { need: 'the role admin' },
    });
    expect(await ask(actors.root)).toMatchObject({ name, template: { version: '1.0.0' } });
  });

  it('is refused to everybody once the newest version withdraws it', async () => {
    publish(newest({ withdrawn: ['1.0.0'] }), old);

    for (const actor of [actors.ada, actors.root])
      await expect(ask(actor)).rejects.toMatchObject({
        code: 'VersionWithdrawn',
        details: { template: 'playground', version: '1.0.0', newest: '1.1.0' },
      });
  });
});

describe('an older version', () => {
  it('has the lease and the approval of the newest', async () => {
    publish(newest({ lease: { default: '1h', max: '2h' }, approval: 'always' }), old);

    await expect(stage.create({ version: '1.0.0', ttl: '3h' })).rejects.toMatchObject({
      code: 'LeaseTooLong',
    });
    await stage.create({ version: '1.0.0', ttl: undefined });

    const { lease, wanted } = await stage.read();
    expect(Date.parse(lease.expiresAt ?? '') - Date.parse(lease.startedAt)).toBe(hour);
    expect(wanted).toMatchObject({ template: { version: '1.0.0' }, approval: 'always' });
  });

  it('that is withdrawn is read, and not offered', async () => {
    publish(newest({ withdrawn: ['1.0.0'] }), old);

    const read = await getTemplate({ template: 'playground', version: '1.0.0' }, stage.deps);
    const { items } = await listTemplates({}, stage.deps);

    expect(read.manifest).toMatchObject({ version: '1.0.0', withdrawn: ['1.0.0'] });
    expect(items).toMatchObject([{ version: '1.1.0', versions: ['1.1.0'] }]);
    await expect(
      estimateCost({ actor: actors.ada, template: 'playground', version: '1.0.0' }, stage.deps),
    ).rejects.toMatchObject({
      code: 'VersionWithdrawn',
    });
  });

  it('that is withdrawn is left for another', async () => {
    await stage.ready();
    publish(newest({ withdrawn: ['1.0.0'] }), old);

    const changed = await changeEnvironment({ actor: actors.ada, name, version: '1.1.0' }, stage.deps);

    expect(changed).toMatchObject({ template: { version: '1.1.0' } });
  });

  it('that is withdrawn ends: its plan is rejected, and its destroy is asked for and tried again without a catalog', async () => {
    await runEnded('planned');
    publish(newest({ role: 'admin', withdrawn: ['1.0.0'] }), old);
    const rejected = await rejectPlan({ actor: actors.ada, name, planDigest }, stage.deps);
    await stage.ready({ name: 'bar', version: '1.1.0', actor: actors.root, owner: actors.ada.id });
    stage.deps.catalog = { read: () => Promise.reject(new Error('the catalog is gone')) };

    await destroyEnvironment({ actor: actors.ada, name: 'bar' }, stage.deps);
    const claim = await stage.claim('bar');
    stage.leave(claim, failedOutcome());
    await settleRun(claim, stage.deps);
    const retried = await retryRun({ actor: actors.ada, name: 'bar' }, stage.deps);

    expect(rejected.status).toBe('destroyed');
    expect(retried).toMatchObject({ status: 'destroying', run: { kind: 'destroy' } });
  });
});

describe('a yes to a plan', () => {
  it('is given by an approver, whatever role those need who build', async () => {
    await runEnded('planned');
    publish(newest({ role: 'admin' }), old);

    expect(await approvePlan({ actor: actors.eve, name, planDigest }, stage.deps)).toMatchObject({ name });
  });
});

/** What each way to ask returns, for the actor; `upgrade` is a change of the version. */
const ways: [string, () => Promise<unknown>, (actor: Actor) => Promise<unknown>][] = [
  ...asks,
  [
    'upgrade',
    () => stage.ready(),
    (actor) => changeEnvironment({ actor, name, version: '1.1.0' }, stage.deps),
  ],
  ['estimate', async () => undefined, (actor) => estimateCost({ actor, template: 'playground' }, stage.deps)],
];

describe.each(ways)('to %s in a target', (what, prepare, ask) => {
  const other = targetOf({ templates: ['*'] }, 'elsewhere');

  beforeEach(async () => {
    await prepare();
    publish(newest({}), old);
  });

  it.each([
    ['for another team', { teams: ['search'] }, "'local' is only for the teams search"],
    ['for admins', { roles: ['admin' as const] }, "'local' is only for the role admin"],
    ['that takes other templates', { templates: ['api-*'] }, "'local' accepts only api-*"],
  ])('%s is refused, with the targets that are open', async (_which, access, refused) => {
    stage.deps.targets = offering(targetOf(access), targetOf({ roles: ['admin'] }, 'vault'));

    await expect(ask(actors.ada)).rejects.toMatchObject({
      code: 'TargetForbidden',
      details: {
        actor: 'ada',
        what: expect.stringContaining('environments of playground'),
        refused: expect.stringContaining(refused),
        open: [],
      },
    });
  });

  it('that the stage has no more is refused, unless another is taken by itself', async () => {
    stage.deps.targets = offering(other);
    const named = what !== 'create' && what !== 'estimate';

    if (named) await expect(ask(actors.ada)).rejects.toThrow('target: unknown; available: elsewhere');
    else await expect(ask(actors.ada)).resolves.toBeDefined();
  });

  it('for their own team is let in', async () => {
    stage.deps.targets = offering(targetOf({ teams: ['data'] }));

    await expect(ask(actors.ada)).resolves.toBeDefined();
  });

  it('takes a foundation only where it names it, whoever asks', async () => {
    publish(newest({ role: 'admin' }), old);
    stage.deps.targets = offering(targetOf({}));
    const closed = ask(actors.root);
    await expect(closed).rejects.toMatchObject({ code: 'TargetForbidden' });
    await expect(closed).rejects.toThrow('accepts foundations such as playground only if its configuration');

    stage.deps.targets = offering(targetOf({ templates: ['play*'] }));

    await expect(ask(actors.root)).resolves.toBeDefined();
  });
});

describe('a target that is not named', () => {
  it('is the first that is open to the actor for the template', async () => {
    stage.deps.targets = offering(
      targetOf({ teams: ['search'] }, 'search'),
      targetOf({ templates: ['api-*'] }, 'apis'),
      targetOf({}, 'dev'),
      targetOf({}, 'spare'),
    );

    expect(await stage.create()).toMatchObject({ target: 'dev' });
    expect(await stage.create({ name: 'bar', actor: actors.root })).toMatchObject({ target: 'search' });
  });

  it('names those that are open beside one that is not', async () => {
    stage.deps.targets = offering(targetOf({ teams: ['search'] }), targetOf({}, 'dev'));

    await expect(stage.create({ target: 'local' })).rejects.toThrow(
      "ada may not create environments of playground in this target: 'local' is only for the teams search. " +
        "Allowed targets: dev ('idp targets' shows why).",
    );
  });
});

describe('a workload', () => {
  const workflow = (limits?: Actor['limits']): Actor => ({
    ...actors.ada,
    kind: 'workload',
    id: 'repo:42',
    name: 'acme/shop',
    roles: ['admin'],
    limits,
  });
  const preview: Actor = { ...workflow(), id: 'repo:42:pull:7', preview: 'foo', roles: ['developer'] };

  it('has previews only in a target that takes them', async () => {
    stage.deps.targets = offering(targetOf({}));
    await expect(stage.create({ actor: preview })).rejects.toThrow(
      "'local' does not accept previews of pull requests",
    );

    stage.deps.targets = offering(targetOf({ previews: true }));

    expect(await stage.create({ actor: preview })).toMatchObject({ owner: 'repo:42:pull:7' });
  });

  describe.each(ways)('that wants to %s', (_what, prepare, ask) => {
    beforeEach(async () => {
      await prepare();
      publish(newest({}), old);
    });

    it('has the templates that its rule names, whatever its role', async () => {
      await expect(ask(workflow({ templates: ['api-*'] }))).rejects.toMatchObject({
        code: 'Forbidden',
        details: { need: "a workload rule with playground in its 'templates'" },
      });
      await expect(ask(workflow({ templates: ['playground'] }))).resolves.toBeDefined();
    });

    it('has the targets that its rule names, whatever its role', async () => {
      await expect(ask(workflow({ targets: ['elsewhere'] }))).rejects.toThrow(
        "'local' is not in the 'targets' of the rule for this workflow",
      );
      await expect(ask(workflow({ targets: ['local'] }))).resolves.toBeDefined();
    });

    it('has no foundation that its rule does not name', async () => {
      publish(newest({ role: 'admin' }), old);

      await expect(ask(workflow())).rejects.toMatchObject({ code: 'Forbidden' });
      await expect(ask(workflow({ templates: ['*'] }))).resolves.toBeDefined();
    });
  });
});
