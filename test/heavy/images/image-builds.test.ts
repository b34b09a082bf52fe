import type { ImageBuildView } from '../../../src/domain/image/image-build-view';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import { minute } from '../../../src/domain/base/time';
import { patiently } from '../../support/patience';
import { createHubTap } from '../../faults/lab/hub-tap';
import { Outages } from '../../faults/lab/outages';
import { ImageRegistry } from '../../support/aws/image-registry';
import { ImageWorkshop } from '../../support/plane/image-workshop';
import type { TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const shop = ImageRegistry.configured('shop');
const lake: ImageRepository = { ...ImageRegistry.configured('lake'), teams: ['data'] };
const workshop = new ImageWorkshop(shop);
const commit = workshop.repository.commit('Dockerfile', 'FROM scratch');

const outages = new Outages();
const tap = createHubTap((call, forward) => outages.judge(call, forward));

let on: TestPlane;
let registry: ImageRegistry;
beforeAll(async () => {
  const { machineEnv } = workshop;
  on = await openPlane({ through: tap.through, imageRepositories: [shop, lake], machineEnv });
  registry = new ImageRegistry(on.plane.hubUrl);
});
afterAll(() => tap.close());

const ask = (body: object, headers: Record<string, string> = {}) =>
  on.api.ask<ImageBuildView>('POST /image-builds', { body: { repository: 'acme/shop', ...body }, headers });
const read = (id: string) => on.api.want<ImageBuildView>(`GET /image-builds/${id}`);
const until = (id: string, wanted: (view: ImageBuildView) => boolean) =>
  patiently(`the end of ${id}`, async () => {
    const view = await read(id);
    return wanted(view) ? { thing: view } : { progress: [view.status, view.scan] };
  });
const over = (id: string) => until(id, ({ status }) => status === 'succeeded' || status === 'failed');
const build = async (body: object) => over((await ask(body)).body.id);

describe('the image of a repository', () => {
  it('is built by the commit that the branch is at, and known by its digest', async () => {
    const { status, headers, body } = await ask({ ref: 'main' });
    const built = await over(body.id);

    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/image-builds/${body.id}`);
    expect(built).toMatchObject({ status: 'succeeded', commit, tag: commit, requestedBy: on.person });
    expect(built.image).toBe(`${shop.registry}@${built.digest}`);
    expect(await registry.tags('shop')).toEqual([commit]);
  });

  it('is built by one command, which prints it pinned', async () => {
    const built = await on.idp(['image', 'build', 'acme/shop']);
    const listed = await on.idp(['image', 'list', '--json']);

    const [newest] = JSON.parse(listed.stdout) as ImageBuildView[];
    expect(built).toMatchObject({ code: 0, stderr: '' });
    expect(built.stdout).toContain(`Image   ${newest?.image}`);
    expect(newest).toMatchObject({ status: 'succeeded', requestedBy: on.person });
  });

  it('is the same for the same commit, and not pushed again', async () => {
    const first = await build({ ref: 'main' });
    const pushes = workshop.calls('push').length;
    const again = await build({ ref: commit });

    expect(again).toMatchObject({ status: 'succeeded', image: first.image });
    expect(workshop.calls('push')).toHaveLength(pushes);
  });

  it('is another one in another folder of the same commit', async () => {
    const here = workshop.repository.commit('api/Dockerfile', 'FROM other');
    const root = await build({ ref: here });
    const api = await build({ ref: here, context: './api/' });

    expect(api).toMatchObject({ status: 'succeeded', context: 'api', commit: here });
    expect(api.digest).not.toBe(root.digest);
    expect(api.tag).toMatch(new RegExp(`^${here}-`));
  });

  it('says what its scan found, once that is there', async () => {
    const { id, digest = '' } = await build({ ref: 'main' });
    await registry.scan('shop', digest, { HIGH: 2 });
    await on.plane.clock.forward(minute);

    const scanned = await until(id, ({ scan }) => scan?.status !== 'pending');

    expect(scanned.scan).toEqual({ status: 'complete', findings: { high: 2 } });
  });

  it('is an input of a template, pinned by its digest', async () => {
    const { image } = await build({ ref: 'main' });
    const body = { name: 'web', template: 'api-service', ttl: '1d', inputs: { container_image: image } };

    await on.api.want('POST /environments', { body: { ...body, planOnly: true } });
    const planned = await on.api.settled('web');

    expect(planned.inputs).toMatchObject({ container_image: image });
    expect(planned.run?.phase ?? planned.failure).toBe('awaiting-approval');
    await on.api.want('DELETE /environments/web');
  });

  it('stays data where its names are hostile', async () => {
    workshop.repository.git('branch', 'a$(touch${IFS}owned);id');
    const built = await build({ ref: 'a$(touch${IFS}owned);id' });
    const odd = await build({ ref: 'main', context: '$(touch owned)' });

    expect(built.status).toBe('succeeded');
    expect(odd).toMatchObject({ status: 'failed' });
    expect(workshop.calls('build').at(-1)).toContain('[--] [./$(touch owned)]');
  });
});

describe('a build that cannot be', () => {
  it('fails with what the build says of it, and where its log is', async () => {
    workshop.repository.git('checkout', '--quiet', '-b', 'broken');
    workshop.repository.commit('Dockerfile', 'FAIL');
    workshop.repository.git('checkout', '--quiet', 'main');

    const failed = await build({ ref: 'broken' });

    expect(failed).toMatchObject({
      status: 'failed',
      failure: {
        reason: expect.stringContaining('in BUILD: '),
        log: { group: '/codebuild/shop-images', stream: expect.any(String) },
      },
    });
    expect(failed.image).toBeUndefined();
  });

  it('fails where the repository has no such ref', async () => {
    expect(await build({ ref: 'gone' })).toMatchObject({
      status: 'failed',
      failure: { reason: expect.stringContaining('reference not found') },
    });
  });

  it.each([
    ['repository', { repository: 'acme/blog', ref: 'main' }],
    ['ref', { ref: '--upload-pack=id' }],
    ['context', { ref: 'main', context: '../etc' }],
  ])('is refused for its %s', async (field, body) => {
    const { status, body: problem } = await ask(body);

    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'InvalidRequest', issues: [{ field }] });
  });
});

it('is one build for two requests under one key', async () => {
  const key = { 'idempotency-key': 'once' };
  const [one, other] = await Promise.all([ask({ ref: 'main' }, key), ask({ ref: 'main' }, key)]);

  expect(other.body.id).toBe(one.body.id);
  expect((await over(one.body.id)).status).toBe('succeeded');
});

it('is built after all when CodeBuild did not answer at first', async () => {
  const letGo = outages.cutOff(({ operation }) => operation === 'StartBuild');
  const { status, body } = await ask({ ref: 'main' });
  letGo();
  await on.plane.clock.forward(minute);

  expect([status, body.status]).toEqual([202, 'queued']);
  expect((await over(body.id)).status).toBe('succeeded');
});
