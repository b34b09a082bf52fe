import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { parseBuildspec } from '../../../src/emulators/codebuild/buildspec';
import type { Emulator } from '../../../src/local/emulator';
import { imageProjects, makeImageRepositories } from '../../../src/local/image-projects';
import { startEmulator } from '../../support/aws/aws-workspace';
import { ImageRegistry } from '../../support/aws/image-registry';

const shop = ImageRegistry.configured('shop');

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

it('makes a project that builds the repository, by the buildspec of the module', async () => {
  const [project] = await imageProjects(process.cwd(), [shop], 'http://127.0.0.1:9');

  expect(project).toMatchObject({
    name: 'shop-images',
    source: { type: 'GITHUB', location: 'https://github.com/acme/shop.git' },
    privilegedMode: true,
    environment: { IMAGE_REPOSITORY: shop.registry, CONTEXT: '.', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
  });
  expect(parseBuildspec(project?.buildspec ?? '').env['exported-variables']).toEqual([
    'IMAGE_TAG',
    'IMAGE_DIGEST',
  ]);
});

it('makes image repositories whose tags never move, once', async () => {
  await makeImageRepositories([shop], emulator.url);
  await makeImageRepositories([shop], emulator.url);

  const { client } = new ImageRegistry(emulator.url);
  const { repositories } = await client.send(new DescribeRepositoriesCommand({}));
  expect(repositories).toMatchObject([
    {
      repositoryName: 'shop',
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
    },
  ]);
});
