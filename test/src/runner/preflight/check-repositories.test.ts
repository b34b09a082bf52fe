import { ECRClient } from '@aws-sdk/client-ecr';
import { AwsFault, startAwsJson } from '../../../../src/emulators/aws-json';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { checkRepositories } from '../../../../src/runner/preflight/check-repositories';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';
import { ecr as protocol, ImageRegistry } from '../../../support/aws/image-registry';

const deleting = (name: string, before: object = {}, actions = ['delete']) => ({
  address: `aws_ecr_repository.${name}`,
  mode: 'managed',
  type: 'aws_ecr_repository',
  name,
  provider_name: 'aws',
  change: { actions, before: { name, ...before } },
});
const planOf = (...resource_changes: object[]) =>
  parsePlan({ terraform_version: '1.11.4', resource_changes });

const clientAt = (endpoint: string) =>
  new ECRClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

let emulator: HubBuckets;
let ecr: ECRClient;
beforeAll(async () => {
  emulator = await startHubBuckets();
  ecr = clientAt(emulator.url);
  const registry = new ImageRegistry(emulator.url);
  for (const name of ['empty', 'catalog', 'web']) await registry.create(name);
  await registry.push('catalog', 'v1');
  await registry.push('catalog', 'in-use-01JD6Z0000000000000000000A-0123', 'v1');
  await registry.push('catalog', 'v2');
  await registry.push('web', 'v1');
  registry.client.destroy();
});
afterAll(async () => {
  ecr.destroy();
  await emulator.close();
});

/** An ECR that refuses to list images. */
async function refusing(fault: AwsFault) {
  const operations = { ListImages: () => Promise.reject(fault) };
  const endpoint = await startAwsJson({ ...protocol, operations });
  const client = clientAt(endpoint.url);
  const close = () => {
    client.destroy();
    return endpoint.close();
  };
  return { client, close };
}

describe('checkRepositories', () => {
  it('refuses to delete repositories that hold images, and says how many of them environments run', async () => {
    const plan = planOf(deleting('empty'), deleting('catalog'), deleting('web', {}, ['delete', 'create']));

    await expect(checkRepositories(plan, ecr)).rejects.toMatchObject({
      failure: {
        class: 'occupied',
        reason: expect.stringMatching(
          /^catalog contains 2 images, 1 of them in use by environments; web contains 1 image\. Nothing was destroyed.* then retry\.$/,
        ),
        addresses: ['aws_ecr_repository.catalog', 'aws_ecr_repository.web'],
      },
    });
  });

  it.each([
    ['holds nothing', deleting('empty')],
    ['is gone', deleting('gone')],
    ['its template has emptied', deleting('catalog', { force_delete: true })],
    ['stays', deleting('catalog', {}, ['update'])],
  ])('lets a plan pass whose repository %s', async (_, change) => {
    await expect(checkRepositories(planOf(change), ecr)).resolves.toBeUndefined();
  });

  it('leaves to AWS what it may not ask, and fails where nobody knows', async () => {
    const barred = await refusing(new AwsFault('AccessDeniedException', 'not authorized'));
    const broken = await refusing(new AwsFault('ServerException', 'broken', 500));
    const plan = planOf(deleting('catalog'));

    await expect(checkRepositories(plan, barred.client)).resolves.toBeUndefined();
    await expect(checkRepositories(plan, broken.client)).rejects.toThrow('broken');

    await Promise.all([barred.close(), broken.close()]);
  });
});
