import { createEcrRegistry } from '../../../src/aws/ecr-registry';
import type { Emulator } from '../../../src/local/emulator';
import { startEmulator } from '../../support/aws/aws-workspace';
import { ImageRegistry } from '../../support/aws/image-registry';

let emulator: Emulator;
let ecr: ImageRegistry;

beforeAll(async () => {
  emulator = await startEmulator();
  ecr = new ImageRegistry(emulator.url);
  await ecr.create('shop');
});
afterAll(() => emulator.close());

const at = () => createEcrRegistry(ecr.client);
const shop = ImageRegistry.registryOf('shop');

it('knows whether a repository holds this very image under this tag', async () => {
  const digest = await ecr.push('shop', 'one');
  const other = await ecr.push('shop', 'two');

  expect(await at().holds(shop, { digest, tag: 'one' })).toBe(true);
  expect(await at().holds(shop, { digest: other, tag: 'one' })).toBe(false);
  expect(await at().holds(shop, { digest, tag: 'three' })).toBe(false);
});

it('holds nothing where there is no repository', async () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  expect(await at().holds(ImageRegistry.registryOf('gone'), { digest, tag: 'one' })).toBe(false);
});

it('waits for the scan, and then counts its findings', async () => {
  const digest = await ecr.push('shop', 'scanned');
  const before = await at().scanOf(shop, digest);
  await ecr.scan('shop', digest, { HIGH: 2, LOW: 1 });

  expect(before).toEqual({ status: 'pending' });
  expect(await at().scanOf(shop, digest)).toEqual({ status: 'complete', findings: { high: 2, low: 1 } });
});
