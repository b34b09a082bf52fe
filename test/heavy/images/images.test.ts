import type { ImageBuildView } from '../../../src/domain/image/image-build-view';
import { inUseTag } from '../../../src/domain/image/in-use-tag';
import { ImageRegistry } from '../../support/aws/image-registry';
import { ImageWorkshop } from '../../support/plane/image-workshop';
import type { TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const shop = ImageRegistry.configured('shop');
const workshop = new ImageWorkshop(shop);
const commit = workshop.repository.commit('Dockerfile', 'FROM scratch');
let on: TestPlane;
let registry: ImageRegistry;
let clean: string;

beforeAll(async () => {
  on = await openPlane({ imageRepositories: [shop], machineEnv: workshop.machineEnv });
  registry = new ImageRegistry(on.plane.hubUrl);
  clean = await registry.push('shop', 'clean');
  await registry.scan('shop', clean, { HIGH: 2 });
  await registry.scan('shop', await registry.push('shop', 'leaky'), { CRITICAL: 3, LOW: 1 });
});

const create = (name: string, template: string, input: string) =>
  on.idp(['create', '-t', template, '-n', name, '-i', input, '--yes']);

describe('an environment of an image in a repository that the platform knows', () => {
  it('is refused when the scan of the image found too much: nothing is made, and idp says why', async () => {
    const created = await create('leaky', 'playground', `message=${shop.registry}:leaky`);
    const status = await on.idp(['status', 'leaky']);
    const view = await on.api.want('GET /environments/leaky');

    expect(created.code).not.toBe(0);
    expect(status.stdout).toMatch(
      /Cause: The image .*\/shop:leaky has scan findings.*3 critical, 1 low.*CVE-CRITICAL-1.*\(policy\)/,
    );
    expect(view).toMatchObject({ status: 'failed', failure: { class: 'policy' } });
    expect(await registry.tags('shop')).toEqual(['clean', 'leaky']);
    await on.idp(['destroy', 'leaky', '--yes']);
    expect(await on.api.want('GET /environments/leaky')).toMatchObject({ receipt: { built: false } });
  });

  it('is refused when the image is not in its repository', async () => {
    await create('absent', 'playground', `message=${shop.registry}:absent`);

    expect(await on.api.want('GET /environments/absent')).toMatchObject({
      failure: { class: 'configuration', reason: expect.stringContaining('not in the repository shop') },
    });
  });

  it('keeps its image while it lives, and lets go of it when it is proven gone', async () => {
    const created = await create('web', 'playground', `message=${shop.registry}@${clean}`);
    const { id } = await on.api.want('GET /environments/web');
    const { stdout: log } = await on.idp(['logs', 'web']);
    const living = await registry.tags('shop');

    const destroyed = await on.idp(['destroy', 'web', '--yes']);

    expect([created.code, destroyed.code]).toEqual([0, 0]);
    expect(living).toEqual(['clean', inUseTag(id, clean), 'leaky']);
    expect(await registry.tags('shop')).toEqual(['clean', 'leaky']);
    expect(log).toContain(`shop@${clean} is in use: tagged ${inUseTag(id, clean)}.`);
  });
});

it('an image is built of a repository by one command, which prints it pinned', async () => {
  const built = await on.idp(['image', 'build', 'acme/shop']);
  const listed = await on.idp(['image', 'list', '--json']);

  const [newest] = JSON.parse(listed.stdout) as ImageBuildView[];
  expect(built).toMatchObject({ code: 0, stderr: '' });
  expect(built.stdout).toContain(`Image   ${newest?.image}`);
  expect(newest).toMatchObject({ status: 'succeeded', commit, requestedBy: on.person });
  expect(newest?.image).toBe(`${shop.registry}@${newest?.digest}`);
});
