import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository, runAction, type StepEnd } from '../../support/github/action-step';
import { sha256 } from '../../support/builders/sha256';
import { FakeGitHub } from '../../support/github/fake-github';
import type { TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const audience = 'https://leasehold.test';
const repository = { repository: 'acme/shop', repository_id: '123', repository_owner_id: '9' };
const pullRequest = { ...repository, ref: 'refs/pull/7/merge', event_name: 'pull_request' };
const previewOf = (number: number) =>
  `pr-${number}-shop-${sha256(`github:repo:123:pull:${number}`).slice(0, 8)}`;
const preview7 = previewOf(7);
const mainBranch = { ...repository, ref: 'refs/heads/main', event_name: 'push' };
const hostile =
  '$(touch stolen)`touch stolen`]]>\n::set-output name=x::y\n| <img src=x onerror=alert(1)> @everyone';

const event = (action: string) => ({
  action,
  number: 7,
  pull_request: { number: 7, title: hostile, head: { ref: hostile, sha: 'f00dfeedf00dfeedf00d' } },
});
const config = (message: string, ttl = '1d') =>
  `template: playground\nttl: ${ttl}\nurl: message\ninputs:\n  message: ${JSON.stringify(message)}\n`;

describe('GitHub workflows of a consumer', () => {
  let on: TestPlane;
  let github: FakeGitHub;

  beforeAll(async () => {
    github = await FakeGitHub.start();
    const rules = [
      { repositoryId: '123', ref: 'refs/heads/main' },
      { repositoryId: '123', pullRequests: true },
    ];
    on = await openPlane({ issuers: [github.issuer(audience, rules)] });
  });

  afterAll(() => github.stop());

  const step = (claims: object, command: string, more: Record<string, string> = {}) => ({
    ...github.stepOf({ ...claims }),
    LEASEHOLD_COMMAND: command,
    LEASEHOLD_URL: on.plane.url,
    LEASEHOLD_AUDIENCE: audience,
    ...more,
  });
  const preview = (folder: string, action: string) =>
    runAction('environment', folder, { env: step(pullRequest, 'preview'), event: event(action) });
  const comment = ({ folder, outputs }: StepEnd, action: string) =>
    runAction('comment', folder, {
      env: { ...github.stepOf(pullRequest), LEASEHOLD_REPORT: outputs.report ?? '' },
      event: event(action),
    });

  it('give a pull request a preview and one comment, renew both on push, and destroy it on close', async () => {
    const opened = await preview(makeRepository(config(hostile)), 'opened');
    const told = await comment(opened, 'opened');

    expect([opened.code, told.code]).toEqual([0, 0]);
    expect(opened.outputs).toMatchObject({ name: preview7, status: 'ready', url: hostile });
    expect(Object.keys(opened.outputs).sort()).toEqual(['expires-at', 'name', 'report', 'status', 'url']);
    const before = await on.api.want(`GET /environments/${preview7}`);
    expect(before).toMatchObject({ owner: 'github:repo:123:pull:7', status: 'ready' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/The preview is ready[\s\S]*\| Cost \|[\s\S]*\| Expires \|/);
    expect(github.comments[0]?.body).not.toMatch(/<img|@everyone|`touch|\$\(|::set-output/);
    expect(existsSync(join(opened.folder, 'stolen'))).toBe(false);
    expect(opened.log).not.toMatch(/^\s*::set-output/m);

    await on.plane.clock.forward(3_600_000);
    const pushed = await preview(makeRepository(config('https://shop.example')), 'synchronize');
    await comment(pushed, 'synchronize');

    expect(pushed.outputs).toMatchObject({ status: 'ready', url: 'https://shop.example' });
    const after = await on.api.want(`GET /environments/${preview7}`);
    expect(after.id).toBe(before.id);
    expect(after.lease.extensions).toBe(1);
    expect(Date.parse(after.lease.expiresAt ?? '')).toBeGreaterThan(Date.parse(before.lease.expiresAt ?? ''));
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('<a href="https')]);

    const closed = await preview(makeRepository(config('gone')), 'closed');
    await comment(closed, 'closed');

    expect(closed.outputs.status).toBe('destroyed');
    expect(github.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining('The preview is destroyed'),
    ]);
    expect(await on.api.life(before.id)).toMatchObject({ status: 'destroyed', evidence: { built: true } });
  });

  it('destroy the preview of a pull request that was merged, for which GitHub runs the workflow of the branch', async () => {
    const folder = makeRepository(config('merged'));
    await preview(folder, 'reopened');
    const { id } = await on.api.want(`GET /environments/${preview7}`);
    const merged = { ...mainBranch, event_name: 'pull_request' };

    const closed = await runAction('environment', folder, {
      env: step(merged, 'preview'),
      event: event('closed'),
    });

    expect(closed).toMatchObject({ code: 0, outputs: { name: preview7, status: 'destroyed' } });
    expect(await on.api.life(id)).toMatchObject({ status: 'destroyed' });
  });

  it('make a second preview of a pull request only under a name of its own, and destroy both on close', async () => {
    const ask = (folder: string, action: string, file: string) =>
      runAction('environment', folder, {
        env: step(pullRequest, 'preview', { LEASEHOLD_CONFIG: file }),
        event: event(action),
      });
    const folder = makeRepository(config('first'));
    writeFileSync(join(folder, 'second.yml'), config('second'));
    writeFileSync(join(folder, 'docs.yml'), `name: docs\n${config('docs')}`);

    const first = await ask(folder, 'opened', 'config.yml');
    const second = await ask(folder, 'opened', 'second.yml');
    const docs = await ask(folder, 'opened', 'docs.yml');

    const named = preview7.replace('-shop-', '-docs-');
    expect(first).toMatchObject({ code: 0, outputs: { name: preview7, url: 'first' } });
    expect(second.code).toBe(5);
    expect(second.log).toContain(`'${preview7}' was created from config.yml`);
    expect(docs).toMatchObject({ code: 0, outputs: { name: named, url: 'docs' } });
    expect(await ask(folder, 'closed', 'docs.yml')).toMatchObject({ code: 0, outputs: { name: named } });
    for (const name of [preview7, named])
      expect(await on.api.want(`GET /environments/${name}`)).toMatchObject({ status: 'destroyed' });
    expect(await ask(folder, 'closed', 'config.yml')).toMatchObject({
      code: 0,
      outputs: { name: preview7, status: 'destroyed' },
    });
  });

  it('change nothing when the same commit runs again, and have nothing to destroy twice', async () => {
    const folder = makeRepository(config('same', '1h'));
    const env = step(mainBranch, 'create', { LEASEHOLD_NAME: 'shop-main' });
    await runAction('environment', folder, { env, event: {} });
    const first = await on.api.want('GET /environments/shop-main');

    const again = await runAction('environment', folder, { env, event: {} });

    expect(again).toMatchObject({ code: 0, outputs: { status: 'ready' } });
    expect((await on.api.want('GET /environments/shop-main')).lastRun?.id).toBe(first.lastRun?.id);
    const destroy = { ...env, LEASEHOLD_COMMAND: 'destroy' };
    await runAction('environment', folder, { env: destroy, event: {} });
    expect(await runAction('environment', folder, { env: destroy, event: {} })).toMatchObject({ code: 0 });
  });

  it('are refused another environment than the preview of their pull request', async () => {
    const folder = makeRepository(config('mine'));
    const env = step(pullRequest, 'create', { LEASEHOLD_NAME: 'shop-production' });

    const refused = await runAction('environment', folder, { env, event: event('opened') });

    expect(refused).toMatchObject({ code: 3, outputs: {} });
    expect(refused.log).toMatch(new RegExp(`::error title=Forbidden::.*only for '${preview7}'`));
    expect(await on.api.ask('GET /environments/shop-production')).toMatchObject({ status: 404 });
  });

  it('are refused when no rule knows their repository, with what to do', async () => {
    const env = step({ ...mainBranch, repository_id: '666' }, 'create', { LEASEHOLD_NAME: 'theirs' });

    const refused = await runAction('environment', makeRepository(config('x')), { env, event: {} });

    expect(refused.code).toBe(3);
    expect(refused.log).toMatch(/::error title=Unauthenticated::.*docs\/github\.md/);
  });

  it('get a fresh token for each request when it is about to end, and every one is masked first', async () => {
    github.lifetime = 45;
    github.tokens.length = 0;
    const env = step(mainBranch, 'create', { LEASEHOLD_NAME: 'short-tokens' });

    const made = await runAction('environment', makeRepository(config('short')), { env, event: {} });

    github.lifetime = 300;
    expect(made.code).toBe(0);
    expect(github.tokens.length).toBeGreaterThan(2);
    expect(new Set(github.audiences)).toEqual(new Set([audience]));
    const unmasked = made.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    for (const token of github.tokens) {
      expect(made.log).toContain(`::add-mask::${token}`);
      expect(unmasked.join('\n')).not.toContain(token);
    }
  });

  it('report what failed, with the cause in log and comment', async () => {
    const failing = `template: playground\ninputs:\n  fail_at: 0\n`;
    const ended = await runAction('environment', makeRepository(failing), {
      env: step({ ...pullRequest, ref: 'refs/pull/8/merge' }, 'preview'),
      event: event('opened'),
    });
    await comment(ended, 'opened');

    expect(ended).toMatchObject({ code: 7, outputs: { name: previewOf(8), status: 'failed' } });
    expect(ended.log).toContain(`::error title=${previewOf(8)} is failed::`);
    expect(github.comments[0]?.body).toMatch(/needs attention[\s\S]*\| Cause \|/);
  });
});
