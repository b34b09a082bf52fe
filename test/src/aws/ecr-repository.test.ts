import { DeleteRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { EcrRepository } from '../../../src/aws/ecr-repository';
import type { Emulator } from '../../../src/local/emulator';
import { startEmulator } from '../../support/aws/aws-workspace';
import { ecr, ImageRegistry } from '../../support/aws/image-registry';
import { startScripted } from '../../support/aws/scripted-service';

let emulator: Emulator;
let registry: ImageRegistry;
let repository: EcrRepository;

beforeAll(async () => {
  emulator = await startEmulator();
  registry = new ImageRegistry(emulator.url);
  repository = new EcrRepository(registry.client, 'shop');
});
afterAll(() => emulator.close());
beforeEach(() => registry.create('shop'));
afterEach(() => registry.client.send(new DeleteRepositoryCommand({ repositoryName: 'shop', force: true })));

const absent = `sha256:${'0'.repeat(64)}`;

describe('EcrRepository', () => {
  it('finds an image by tag and by digest, and none where there is none', async () => {
    const digest = await registry.push('shop', 'v1');

    expect(await repository.find({ digest: null, tag: 'v1' })).toMatchObject({ digest });
    expect(await repository.find({ digest, tag: 'latest' })).toMatchObject({ digest });
    expect(await repository.find({ digest: null, tag: 'v2' })).toBeNull();
    expect(await repository.find({ digest: absent, tag: 'v1' })).toBeNull();
  });

  it('tells when an image was pushed', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    await registry.push('shop', 'v1');

    const { pushedAt = 0 } = (await repository.find({ digest: null, tag: 'v1' })) ?? {};

    expect(pushedAt).toBeGreaterThanOrEqual(before);
    expect(pushedAt).toBeLessThanOrEqual(Date.now());
  });

  it('reads counts and findings of a scan, and tells when there was none', async () => {
    const digest = await registry.push('shop', 'v1');
    const never = await repository.scan(digest);

    await registry.scan('shop', digest, { CRITICAL: 1, LOW: 2 });
    const scan = await repository.scan(digest);

    expect(never).toBeNull();
    expect(scan).toMatchObject({ status: 'COMPLETE', counts: { critical: 1, low: 2 } });
    expect(scan?.findings[0]).toEqual({ name: 'CVE-CRITICAL-1', severity: 'critical' });
  });

  it('reads a manifest as it was pushed', async () => {
    const part = await registry.push('shop', 'v1-arm64');
    const digest = await registry.pushIndex('shop', 'v1', [['arm64', part]]);

    expect(await repository.manifest(digest)).toMatchObject({ manifests: [{ digest: part }] });
  });

  it('adds a tag to an image, as often as it is asked', async () => {
    const digest = await registry.push('shop', 'v1');

    await repository.addTag(digest, 'in-use-1');
    await repository.addTag(digest, 'in-use-1');

    expect(await repository.tags()).toEqual([
      { tag: 'v1', digest },
      { tag: 'in-use-1', digest },
    ]);
  });

  it('removes a tag and leaves the image, as often as it is asked', async () => {
    const digest = await registry.push('shop', 'v1');
    await repository.addTag(digest, 'in-use-1');

    await repository.removeTag('in-use-1');
    await repository.removeTag('in-use-1');

    expect(await repository.tags()).toEqual([{ tag: 'v1', digest }]);
  });

  it('has no tags where the repository itself is gone', async () => {
    expect(await new EcrRepository(registry.client, 'nowhere').tags()).toEqual([]);
  });

  it('names the findings of Inspector by their vulnerability', async () => {
    const packageVulnerabilityDetails = { vulnerabilityId: 'CVE-1' };
    const imageScanFindings = {
      enhancedFindings: [{ severity: 'HIGH', title: 'a title', packageVulnerabilityDetails }],
      findingSeverityCounts: { HIGH: 1 },
    };
    const answer = { imageScanStatus: { status: 'ACTIVE' }, imageScanFindings };
    const scripted = await startScripted(ecr, { DescribeImageScanFindings: () => answer });

    const scan = await new EcrRepository(new ECRClient(scripted.client), 'shop').scan(absent);
    await scripted.close();

    expect(scan).toMatchObject({ status: 'ACTIVE', findings: [{ name: 'CVE-1', severity: 'high' }] });
  });

  it('tells of a tag that ECR would not remove', async () => {
    const failures = [{ failureCode: 'KmsError', failureReason: 'no key' }];
    const scripted = await startScripted(ecr, { BatchDeleteImage: () => ({ failures }) });

    const removed = new EcrRepository(new ECRClient(scripted.client), 'shop').removeTag('in-use-1');

    await expect(removed).rejects.toThrow('shop:in-use-1 cannot be removed: no key');
    await scripted.close();
  });

  it('tells of an image that is gone before it could be tagged', async () => {
    await expect(repository.addTag(absent, 'in-use-1')).rejects.toThrow(/shop@sha256:0+ cannot be read/);
  });
});
