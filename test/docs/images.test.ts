import { readFileSync } from 'node:fs';
import { ImagesConfig } from '../../src/config/hub';
import { readConfig } from '../../src/config/read-config';
import { ImageRepositories } from '../../src/domain/image/image-repository';

const text = readFileSync('docs/images.md', 'utf8');

it('shows image repositories as a stage takes them', () => {
  const [, block = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  const { imageRepositories } = JSON.parse(block) as { imageRepositories: unknown[] };

  expect(ImageRepositories.parse(imageRepositories)).toHaveLength(1);
});

it('shows them as a local plane takes them', () => {
  const [, LEASEHOLD_IMAGE_REPOSITORIES] = /LEASEHOLD_IMAGE_REPOSITORIES='(.*)' npm start/.exec(text) ?? [];

  expect(
    readConfig(ImagesConfig, { LEASEHOLD_IMAGE_REPOSITORIES }).LEASEHOLD_IMAGE_REPOSITORIES,
  ).toHaveLength(1);
});
