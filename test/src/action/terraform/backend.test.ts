import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackend } from '../../../../src/action/terraform/backend';
import { writeText } from '../../../support/plane/machine';

const config = {
  bucket: 'states',
  key: 'shopstack/dev/foundation.tfstate',
  region: 'eu-west-1',
  kms_key_id: 'arn',
};
const initialised = (backend: unknown) => {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-data-'));
  writeText(join(folder, 'terraform.tfstate'), JSON.stringify({ version: 3, backend }));
  return folder;
};

describe('readBackend', () => {
  it('reads where the state lies, and by which key it is encrypted', async () => {
    const folder = initialised({ type: 's3', config: { ...config, use_lockfile: true } });

    expect(await readBackend(folder)).toEqual({
      bucket: 'states',
      key: 'shopstack/dev/foundation.tfstate',
      region: 'eu-west-1',
      kmsKeyId: 'arn',
    });
  });

  it.each<[string, unknown, string]>([
    ['another kind of backend', { type: 'local', config: {} }, 'it has none'],
    ['no key of encryption', { type: 's3', config: { ...config, kms_key_id: null } }, 'not all of them'],
    ['nothing', undefined, 'it has none'],
  ])('refuses %s, as the state or the plan would be lost or readable', async (_what, backend, hint) => {
    const refused = readBackend(initialised(backend));

    await expect(refused).rejects.toMatchObject({ kind: 'invalid', facts: { code: 'NoBackend' } });
    await expect(refused).rejects.toHaveProperty('facts.hints.0', expect.stringContaining(hint));
  });

  it('refuses a folder that was never initialised', async () => {
    await expect(readBackend('/nowhere')).rejects.toMatchObject({ facts: { code: 'NoBackend' } });
  });
});
