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
      estimateCost({ template: 'playground', version: '1.0.0' }, stage.deps),
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
