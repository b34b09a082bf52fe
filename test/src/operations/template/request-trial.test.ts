import type { Actor } from '../../../../src/domain/access/actor';
import { Limits } from '../../../../src/domain/limits/limits';
import { hour } from '../../../../src/domain/base/time';
import { acceptTemplate } from '../../../../src/operations/template/accept-template';
import { changeEnvironment } from '../../../../src/operations/environment/change-environment';
import { destroyEnvironment } from '../../../../src/operations/environment/destroy-environment';
import { extendEnvironment } from '../../../../src/operations/environment/extend-environment';
import { retryRun } from '../../../../src/operations/environment/retry-run';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { getTemplate } from '../../../../src/operations/template/get-template';
import { listTemplates } from '../../../../src/operations/template/list-templates';
import { findBundle } from '../../../../src/operations/template/find-bundle';
import { publishTemplate } from '../../../../src/operations/template/publish-template';
import { requestTrial } from '../../../../src/operations/template/request-trial';
import { actors, dieAt, useStage } from '../../../support/plane/operations-stage';
import { failedOutcome } from '../../../support/builders/lives';
import { uploadBundle } from '../../../../src/operations/template/upload-bundle';
import { offering, targetOf } from '../../../support/builders/targets';
import { teamBundle } from '../../../support/terraform/team-bundle';

const stage = useStage();
const name = { team: 'shop', template: 'one' };
const template = 'shop/one';

async function upload(of: Parameters<typeof teamBundle>[1] = {}): Promise<string> {
  const { digest, zip } = await teamBundle(template, of);
  stage.world.uploads.set(digest, zip);
  return digest;
}

async function request(of: Parameters<typeof teamBundle>[1] = {}, actor: Actor = actors.pat) {
  return requestTrial({ actor, ...name, bundle: await upload(of) }, stage.deps);
}

const publish = async (of: Parameters<typeof teamBundle>[1] = {}) =>
  publishTemplate({ actor: actors.pat, ...name, bundle: await upload(of) }, stage.deps);

const live = (trial: string, more: object = {}) =>
  stage.create({ actor: actors.pat, template, trial, ttl: '1h', name: 'try', ...more });

describe('a trial', () => {
  it('is an environment of the uploaded bundle, for an hour, that no list of templates shows', async () => {
    const { bundle, expiresAt } = await request();
    const { items } = await listTemplates({}, stage.deps);

    const view = await live(bundle, { ttl: undefined });

    expect(view.template).toMatchObject({ name: template, version: '1.0.0' });
    expect((await stage.read('try')).wanted.template.bundle).toBe(bundle);
    expect(view.lease).toMatchObject({ ttl: '1h', max: '1h' });
    expect(Date.parse(expiresAt) - Date.parse(stage.world.now)).toBe(hour);
    expect(items.map((one) => one.name)).not.toContain(template);
    await expect(getTemplate(name, stage.deps)).rejects.toMatchObject({ code: 'TemplateNotFound' });
    await expect(stage.create({ template, name: 'bar' })).rejects.toMatchObject({ code: 'TemplateNotFound' });
  });

  it.each([
    ['a longer lease', { ttl: '2h' }, 'LeaseTooLong'],
    ['a permanent one', { ttl: undefined, permanent: true }, 'PermanentNotAllowed'],
    ['another version', { version: '1.0.0' }, 'InvalidRequest'],
    ['another template', { template: 'playground' }, 'TrialNotFound'],
    ['another person', { actor: { ...actors.pat, id: 'mia@example.com' } }, 'TrialNotFound'],
    ['an administrator who did not request it', { actor: actors.root }, 'TrialNotFound'],
    ['a bundle that was only uploaded', { trial: 'e'.repeat(64) }, 'TrialNotFound'],
  ])('is refused to %s', async (_, more, code) => {
    const { bundle } = await request();

    await expect(live(bundle, more)).rejects.toMatchObject({ code });
  });

  it('cannot be extended, and is over for new environments after an hour', async () => {
    const { bundle } = await request();
    await live(bundle);

    const extended = extendEnvironment({ actor: actors.pat, name: 'try', ttl: '30m' }, stage.deps);
    await expect(extended).rejects.toMatchObject({ code: 'LeaseTooLong' });

    stage.world.pass(hour);
    await expect(live(bundle, { name: 'late' })).rejects.toMatchObject({ code: 'TrialNotFound' });
  });

  it('needs the approval that its publication would need, however its file has it', async () => {
    const { bundle, unaccepted } = await request();
    await live(bundle);
    expect(unaccepted).toEqual(['terraform_data']);
    expect((await stage.read('try')).wanted.approval).toBe('always');

    await publish();
    await acceptTemplate({ actor: actors.root, ...name, version: '1.0.0' }, stage.deps);
    const next = await request({ version: '1.1.0' });
    await live(next.bundle, { name: 'next' });
    expect((await stage.read('next')).wanted.approval).toBe('auto');

    const lock = 'provider "registry.terraform.io/hashicorp/random" {\n  version = "3.6.0"\n}\n';
    const more = { 'main.tf': 'resource "random_pet" "name" {}\n', '.terraform.lock.hcl': lock };
    await live((await request({ version: '1.2.0', files: more })).bundle, { name: 'more' });
    expect((await stage.read('more')).wanted.approval).toBe('always');
  });

  it.each([
    ['always', 'approval: auto\n', 'always'],
    ['{ above: 10 }', 'approval: { above: 500 }\n', { above: 10 }],
    ['auto', 'approval: always\n', 'always'],
  ])('keeps the stricter rule where the published one is %s and its own %s', async (published, own, is) => {
    await publish({ more: `approval: ${published}\n` });
    await acceptTemplate({ actor: actors.root, ...name, version: '1.0.0' }, stage.deps);

    await live((await request({ version: '1.1.0', more: own })).bundle);

    expect((await stage.read('try')).wanted.approval).toEqual(is);
  });

  it.each([
    ['a developer of the team', { ...actors.pat, roles: ['developer'] as Actor['roles'] }],
    ['a publisher of another team', { ...actors.pat, teams: ['data'] }],
  ])('is not to be had by %s', async (_, actor) => {
    await expect(request({}, actor)).rejects.toMatchObject({ code: 'Forbidden' });
  });

  it('is refused what publication refuses', async () => {
    const program = {
      'main.tf':
        'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "true"\n  }\n}\n',
    };
    await publish();

    await expect(request({ version: '1.1.0', files: program })).rejects.toMatchObject({
      code: 'TemplateRefused',
    });
    await expect(request({ files: { 'notes.txt': 'more' } })).rejects.toMatchObject({
      code: 'VersionPublished',
    });
    await expect(
      requestTrial({ actor: actors.pat, ...name, bundle: 'e'.repeat(64) }, stage.deps),
    ).rejects.toMatchObject({
      code: 'BundleNotUploaded',
    });
  });

  it('is its own version where another trial or a publication has the same number', async () => {
    const first = await request({ more: 'inputs: { properties: { size: { maximum: 3 } } }\n' });
    const second = await request({ more: 'inputs: { properties: { size: { maximum: 30 } } }\n' });

    await expect(live(first.bundle, { inputs: { size: 20 } })).rejects.toMatchObject({
      code: 'InvalidRequest',
    });
    await live(second.bundle, { inputs: { size: 20 } });
    await publish();
    const change = { actor: actors.pat, name: 'try', inputs: { size: 31 } };

    expect((await stage.read('try')).wanted.template.bundle).toBe(second.bundle);
    await expect(changeEnvironment(change, stage.deps)).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  it('is approved and retried as long as it may live, and destroyed whatever became of it', async () => {
    const { bundle } = await request();
    await live(bundle);
    const change = { actor: actors.pat, name: 'try', inputs: { size: 2 } };
    stage.world.pass(hour - 1);
    const other = await request({ version: '1.1.0' });
    expect(other.bundle).not.toBe(bundle);
    await expect(changeEnvironment(change, stage.deps)).rejects.toMatchObject({ code: 'RunActive' });

    stage.world.pass(5 * hour);
    await request({ version: '1.2.0' });
    await expect(changeEnvironment(change, stage.deps)).rejects.toMatchObject({ code: 'TemplateNotFound' });

    const ended = await destroyEnvironment({ actor: actors.pat, name: 'try' }, stage.deps);
    expect(['destroying', 'destroyed']).toContain(ended.status);
  });

  it('is retried where a quota counts what it costs', async () => {
    const { bundle } = await request();
    stage.deps.limits = Limits.parse({ quotas: { owner: { hourly: 10 } } });
    await live(bundle);
    const claim = await stage.claim('try');
    stage.leave(claim, failedOutcome());
    await settleRun(claim, stage.deps);

    await expect(retryRun({ actor: actors.pat, name: 'try' }, stage.deps)).resolves.toMatchObject({
      name: 'try',
      run: { phase: 'queued' },
    });
  });

  it('is requested anew however often the process died before, and counts once', async () => {
    for (let call = 1; ; call++) {
      const death = dieAt(stage.world, call);
      await request().catch(() => undefined);
      if (!death.died()) break;
      stage.world.fail = () => undefined;
    }
    stage.world.fail = () => undefined;
    const { bundle } = await request();

    expect((await stage.deps.catalog.read()).trials).toHaveLength(1);
    await expect(live(bundle)).resolves.toMatchObject({ status: 'pending' });
  });

  it('is one of ten at most of a person, until some are over', async () => {
    for (let patch = 0; patch < 10; patch++) await request({ version: `1.0.${patch}` });

    await expect(request({ version: '2.0.0' })).rejects.toMatchObject({ code: 'TooManyTrials' });
    await expect(request({ version: '1.0.9' })).resolves.toMatchObject({ version: '1.0.9' });
    stage.world.pass(2 * hour);
    await expect(request({ version: '2.0.0' })).resolves.toMatchObject({ version: '2.0.0' });
    expect((await stage.deps.catalog.read()).trials).toHaveLength(1);
  });
});

describe('the files of a trial', () => {
  const reader = (more: Partial<Actor>): Actor => ({ ...actors.bob, ...more });

  it.each([
    ['whoever requested it', actors.pat, true],
    ['the team that it is for', reader({ teams: ['shop'] }), true],
    ['approvers', actors.eve, true],
    ['administrators', actors.root, true],
    ['other developers', reader({ teams: ['data'] }), false],
    ['readers of other teams', actors.vic, false],
  ])('are found by their digest for %s: %#', async (_, actor, isFound) => {
    const { bundle } = await request();

    const found = await findBundle({ digest: bundle, actor }, stage.deps).catch((error: unknown) => error);

    expect(found).toMatchObject(
      isFound ? { digest: bundle, manifest: { version: '1.0.0' } } : { code: 'BundleNotFound' },
    );
  });

  it('are found for every reader once they are published, as what an environment has says', async () => {
    const { bundle } = await request();
    const view = await live(bundle);
    await publish();

    expect(view.template.bundle).toBe(bundle);
    await expect(findBundle({ digest: bundle, actor: actors.vic }, stage.deps)).resolves.toMatchObject({
      digest: bundle,
    });
    await expect(
      findBundle({ digest: 'e'.repeat(64), actor: actors.root }, stage.deps),
    ).rejects.toMatchObject({
      code: 'BundleNotFound',
    });
  });
});

describe('a trial of a pull request', () => {
  const pull: Actor = {
    kind: 'workload',
    id: 'github:repo:42:pull:7',
    name: 'acme/templates#7',
    roles: ['developer'],
    teams: ['shop'],
    preview: 'pr-7-templates-0123abcd',
    trials: true,
  };
  const place = { actor: pull, name: 'pr-7-try-1a2b3c-0123abcd', team: 'shop' };

  it('is had where its rule says so, by a name of its own', async () => {
    const { bundle } = await request({}, pull);

    expect(await live(bundle, place)).toMatchObject({ owner: pull.id, team: 'shop', lease: { max: '1h' } });
    await expect(live(bundle, { ...place, name: 'other' })).rejects.toMatchObject({ code: 'Forbidden' });
    await expect(publishTemplate({ actor: pull, ...name, bundle }, stage.deps)).rejects.toMatchObject({
      code: 'Forbidden',
    });
  });

  it.each([
    ['whose rule allows none', { trials: undefined }],
    ['of another team', { teams: ['data'] }],
  ])('is refused to one %s', async (_, more) => {
    await expect(request({}, { ...pull, ...more })).rejects.toMatchObject({ code: 'Forbidden' });
  });

  it('needs a target that takes what nobody has reviewed', async () => {
    stage.deps.targets = offering(targetOf({ templates: ['*'], previews: false }));
    const { bundle } = await request({}, pull);

    await expect(live(bundle, place)).rejects.toMatchObject({ code: 'TargetForbidden' });
  });

  it('has its bundle uploaded by whoever may try it, and by nobody else', async () => {
    const file = { digest: 'a'.repeat(64), bytes: 10 };
    const ask = async (actor: Actor) => uploadBundle({ actor, ...file }, stage.deps);

    await expect(ask(pull)).resolves.toMatchObject({ url: expect.any(String) });
    await expect(ask(actors.pat)).resolves.toMatchObject({ url: expect.any(String) });
    await expect(ask({ ...pull, trials: undefined })).rejects.toMatchObject({ code: 'Forbidden' });
    await expect(ask(actors.ada)).rejects.toMatchObject({ code: 'Forbidden' });
  });
});
