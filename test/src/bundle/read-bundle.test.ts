import { strToU8, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { fetchBundle } from '../../../src/bundle/read-bundle';
import { bundleOf } from '../../support/terraform/template-bundle';

describe('fetchBundle', () => {
  it('unpacks the bundle whose digest it is', async () => {
    const { digest, zip } = bundleOf({ 'templates/tiny/main.tf': 'locals {}' });

    const bundle = await fetchBundle(() => Promise.resolve(zip), digest);

    expect(bundle.manifest).toMatchObject({ template: 'tiny', version: '1.0.0' });
    expect([...bundle.files.keys()].sort()).toEqual(['bundle.json', 'templates/tiny/main.tf']);
  });

  it('refuses a bundle that is missing or has other bytes than were pinned', async () => {
    const { digest, zip } = bundleOf({ 'templates/tiny/main.tf': 'locals {}' });
    const changed = Uint8Array.from([...zip.slice(0, -1), zip.at(-1)! ^ 1]);

    await expect(fetchBundle(() => Promise.resolve(null), digest)).rejects.toMatchObject({
      code: 'BundleCorrupt',
    });
    await expect(fetchBundle(() => Promise.resolve(changed), digest)).rejects.toMatchObject({
      code: 'BundleCorrupt',
    });
  });

  it.each([
    '../outside.tf',
    '/etc/passwd',
    'a/../../b',
    'a\\b',
    'templates/tiny/.terraform/providers/x',
    'a//b',
  ])('refuses the unsafe path %s', async (path) => {
    const zip = zipSync({ 'bundle.json': strToU8('{}'), [path]: strToU8('x') });
    const digest = createHash('sha256').update(zip).digest('hex');

    await expect(fetchBundle(() => Promise.resolve(zip), digest)).rejects.toThrow('unsafe path');
  });
});
