import { inUseTag } from '../../../../src/domain/image/in-use-tag';
import type { Emulator } from '../../../../src/local/emulator';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { failureFrom } from '../../../../src/domain/environment/run-failure';
import { startEmulator } from '../../../support/aws/aws-workspace';
import { ImageRegistry } from '../../../support/aws/image-registry';

const life = '01JD000000000000000000000A';
const { signal } = new AbortController();
let emulator: Emulator;
let registry: ImageRegistry;
let made = 0;

beforeAll(async () => {
  emulator = await startEmulator();
  registry = new ImageRegistry(emulator.url);
});
afterAll(() => emulator.close());

/** A repository with a scanned image, and the images of a run that knows it. */
async function open(counts: Record<string, number> = {}, findings: object = {}) {
  const name = `shop-${(made += 1)}`;
  const registered = ImageRegistry.registryOf(name);
  await registry.create(name);
  const digest = await registry.push(name, 'v1');
  await registry.scan(name, digest, counts);
  return { name, registered, digest, images: imagesOf([name], findings) };
}

const imagesOf = (names: string[], findings: object = {}) => registry.of(life, names, { findings });

const planOf = (...images: string[]) =>
  parsePlan({ terraform_version: '1.11.4', variables: { images: { value: images } } });

describe('RunImages', () => {
  it('answers the images that a plan names, and leaves those of other registries alone', async () => {
    const { images, registered, digest } = await open({ MEDIUM: 4 });

    const found = await images.check(planOf(`${registered}:v1`, 'public.ecr.aws/nginx:1'), signal);

    expect(found).toEqual([expect.objectContaining({ registry: registered, digest })]);
  });

  it('refuses a plan for one image that has too much', async () => {
    const { images, registered } = await open({ CRITICAL: 2 });

    const failure = await images.check(planOf(`${registered}:v1`), signal).catch(failureFrom);

    expect(failure).toMatchObject({ class: 'policy', reason: expect.stringContaining('2 critical') });
  });

  it('judges no image of an exempt repository, but wants it to be there', async () => {
    const { name, registered } = await open({ CRITICAL: 2 });
    const images = imagesOf([name], { exempt: [registered] });

    await expect(images.check(planOf(`${registered}:v1`), signal)).resolves.toHaveLength(1);
    await expect(images.check(planOf(`${registered}:v2`), signal)).rejects.toThrow(
      'is not in the repository',
    );
  });

  it('keeps what a change goes from and to, then only what runs, then nothing', async () => {
    const { images, name, registered, digest } = await open();
    const next = await registry.push(name, 'v2');
    await registry.scan(name, next);
    const before = await images.check(planOf(`${registered}:v1`), signal);
    const after = await images.check(planOf(`${registered}:v2`), signal);

    await images.keep(before);
    await images.keep(after);
    const during = await registry.tags(name);
    await images.settle(after, {});
    const settled = await registry.tags(name);
    await images.release();

    expect(during).toEqual(expect.arrayContaining([inUseTag(life, digest), inUseTag(life, next)]));
    expect(settled).toEqual([inUseTag(life, next), 'v1', 'v2']);
    expect(await registry.tags(name)).toEqual(['v1', 'v2']);
  });

  it('keeps an image that only the state names', async () => {
    const { images, name, registered, digest } = await open();
    const container_definitions = JSON.stringify([{ image: `${registered}@${digest}` }]);

    await images.settle([], { resources: [{ instances: [{ attributes: { container_definitions } }] }] });

    expect(await registry.tags(name)).toContain(inUseTag(life, digest));
  });

  it('keeps an image in each repository from which it is run', async () => {
    const [one, other] = [await open(), await open()];
    const images = imagesOf([one.name, other.name]);
    const planned = await images.check(planOf(`${one.registered}:v1`), signal);

    await images.settle(planned, { image: `${other.registered}:v1` });

    expect(other.digest).toBe(one.digest);
    expect(await registry.tags(other.name)).toContain(inUseTag(life, one.digest));
  });

  it('explains a repository that is configured, named by a plan, and does not exist', async () => {
    const image = `${ImageRegistry.registryOf('nowhere')}:v1`;

    const failure = await imagesOf(['nowhere']).check(planOf(image), signal).catch(failureFrom);

    expect(failure).toMatchObject({ class: 'configuration', reason: expect.stringContaining('nowhere') });
  });

  it('lets go of nothing in a repository that does not exist, so that no destroy waits for it', async () => {
    await expect(imagesOf(['nowhere']).release()).resolves.toBeUndefined();
  });

  it('asks nobody where no repository is configured', async () => {
    const images = imagesOf([]);

    await expect(images.check(planOf('public.ecr.aws/nginx:1'), signal)).resolves.toEqual([]);
    await expect(images.release()).resolves.toBeUndefined();
  });
});
