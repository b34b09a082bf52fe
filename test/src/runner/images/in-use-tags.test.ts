import { DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import { EcrRepository } from '../../../../src/aws/ecr-repository';
import { inUseTag } from '../../../../src/domain/image/in-use-tag';
import type { Emulator } from '../../../../src/local/emulator';
import { tagInUse, untagUnused } from '../../../../src/runner/images/in-use-tags';
import type { UsedImage } from '../../../../src/runner/images/used-image';
import { startEmulator } from '../../../support/aws/aws-workspace';
import { ImageRegistry } from '../../../support/aws/image-registry';

const [mine, other] = ['01JD000000000000000000000A', '01JD000000000000000000000B'];
let emulator: Emulator;
let registry: ImageRegistry;
let repository: EcrRepository;
let lines: string[];

beforeAll(async () => {
  emulator = await startEmulator();
  registry = new ImageRegistry(emulator.url);
  repository = new EcrRepository(registry.client, 'shop');
});
afterAll(() => emulator.close());
beforeEach(async () => {
  lines = [];
  await registry.create('shop');
});
afterEach(() => registry.client.send(new DeleteRepositoryCommand({ repositoryName: 'shop', force: true })));

const as = (life: string) => ({ life, log: (line: string) => void lines.push(line) });
const pushed = async (tag: string): Promise<UsedImage> => {
  const digest = await registry.push('shop', tag);
  const named = `${ImageRegistry.registryOf('shop')}:${tag}`;
  return { digest, named, repository, registry: '', mediaType: '', pushedAt: 0 };
};

describe('tagInUse', () => {
  it('tags images for a life, again and again, and says so', async () => {
    const [one, two] = [await pushed('v1'), await pushed('v2')];

    await tagInUse([one, two], as(mine));
    await tagInUse([one, two], as(mine));

    const tags = [inUseTag(mine, one.digest), inUseTag(mine, two.digest), 'v1', 'v2'];
    expect(await registry.tags('shop')).toEqual(tags.sort());
    expect(lines[0]).toBe(`shop@${one.digest} is in use: tagged ${inUseTag(mine, one.digest)}.`);
  });
});

describe('untagUnused', () => {
  it('takes the tags of this life only, and leaves those of kept images', async () => {
    const [before, now] = [await pushed('v1'), await pushed('v2')];
    await tagInUse([before, now], as(mine));
    await tagInUse([before], as(other));

    await untagUnused(repository, [now], as(mine));

    const tags = [inUseTag(other, before.digest), inUseTag(mine, now.digest), 'v1', 'v2'];
    expect(await registry.tags('shop')).toEqual(tags.sort());
    expect(lines.at(-1)).toContain(`${inUseTag(mine, before.digest)} is removed`);
  });

  it('leaves an image whose last name it would take another one, so that the lifecycle policy decides', async () => {
    const image = await pushed('v1');
    await tagInUse([image], as(mine));
    await registry.untag('shop', 'v1');

    await untagUnused(repository, [], as(mine));

    expect(await registry.tags('shop')).toEqual([`was-in-use-${image.digest.slice(7, 19)}`]);
  });

  it('deletes no image when two lives that alone name it end at once', async () => {
    const image = await pushed('v1');
    await tagInUse([image], as(mine));
    await tagInUse([image], as(other));
    await registry.untag('shop', 'v1');

    await Promise.all([untagUnused(repository, [], as(mine)), untagUnused(repository, [], as(other))]);

    expect(await repository.find({ digest: image.digest, tag: '' })).not.toBeNull();
  });

  it('changes nothing where the life has no tag', async () => {
    await pushed('v1');

    await untagUnused(repository, [], as(mine));

    expect(await registry.tags('shop')).toEqual(['v1']);
    expect(lines).toEqual([]);
  });
});
