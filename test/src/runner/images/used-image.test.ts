import { EcrRepository } from '../../../../src/aws/ecr-repository';
import { imageReferencesIn } from '../../../../src/domain/image/image-reference';
import type { Emulator } from '../../../../src/local/emulator';
import { resolveImages } from '../../../../src/runner/images/used-image';
import { failureFrom } from '../../../../src/domain/environment/run-failure';
import { startEmulator } from '../../../support/aws/aws-workspace';
import { ImageRegistry } from '../../../support/aws/image-registry';

const shop = ImageRegistry.registryOf('shop');
let emulator: Emulator;
let digest: string;
let resolve: (named: string[]) => ReturnType<typeof resolveImages>;

beforeAll(async () => {
  emulator = await startEmulator();
  const registry = new ImageRegistry(emulator.url);
  await registry.create('shop');
  digest = await registry.push('shop', 'v1');
  const repositories = new Map([[shop, new EcrRepository(registry.client, 'shop')]]);
  resolve = (named) => resolveImages(imageReferencesIn(named, [shop]), repositories);
});
afterAll(() => emulator.close());

describe('resolveImages', () => {
  it('finds what is named by tag and by digest, each image once', async () => {
    const images = await resolve([`${shop}:v1`, `${shop}@${digest}`]);

    expect(images).toEqual([expect.objectContaining({ registry: shop, digest })]);
  });

  it('refuses an image that is not there, naming it and its repository', async () => {
    const failure = await resolve([`${shop}:v1`, `${shop}:v2`]).catch(failureFrom);

    expect(failure).toMatchObject({
      class: 'configuration',
      reason: expect.stringMatching(/shop:v2 is not in the repository shop\. Nothing was created/),
    });
  });
});
