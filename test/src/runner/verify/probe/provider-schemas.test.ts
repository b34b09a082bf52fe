import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Terraform } from '../../../../../src/bundle/terraform/terraform';
import { Redaction } from '../../../../../src/domain/base/redaction';
import { ProviderSchemas } from '../../../../../src/runner/verify/probe/provider-schemas';
import { writeProgram } from '../../../../support/plane/machine';

const mirrored = 'mirror.example.com/hashicorp/aws';
const usual = 'registry.terraform.io/hashicorp/aws';

describe('ProviderSchemas', () => {
  let root: string;
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'leasehold-schemas-'))));
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** The schemas of a workspace whose Terraform prints this document. */
  async function schemasIn(document: object): Promise<ProviderSchemas> {
    await writeFile(join(root, 'shown'), JSON.stringify(document));
    const executable = writeProgram(join(root, 'terraform'), `echo "$@" >> ${root}/calls; cat ${root}/shown`);
    const { signal } = new AbortController();
    const options = { executable, folder: root, env: { PATH: process.env.PATH ?? '' }, signal };
    return new ProviderSchemas(
      new Terraform({ ...options, redaction: new Redaction(), log: () => undefined }),
    );
  }

  it('returns versions of the provider that the lock file pins, and asks once', async () => {
    await writeFile(join(root, '.terraform.lock.hcl'), `provider "${mirrored}" {\n}\n`);
    const schemas = await schemasIn({
      provider_schemas: {
        [mirrored]: { resource_schemas: { aws_vpc: { version: 1, block: {} }, aws_eip: { version: 0 } } },
        [usual]: { resource_schemas: { aws_vpc: { version: 7 } } },
      },
    });

    const versions = await Promise.all(
      ['aws_vpc', 'aws_eip', 'aws_nosuch'].map((type) => schemas.versionOf(type)),
    );

    expect(versions).toEqual([1, 0, undefined]);
    expect(await readFile(join(root, 'calls'), 'utf8')).toBe('providers schema -json\n');
  });

  it('knows no type where Terraform names no provider', async () => {
    expect(await (await schemasIn({ format_version: '1.0' })).versionOf('aws_vpc')).toBeUndefined();
  });

  it('refuses a document of another shape, in which every type would look unknown', async () => {
    const schemas = await schemasIn({ provider_schemas: [] });

    await expect(schemas.versionOf('aws_vpc')).rejects.toMatchObject({ code: 'CorruptRecord' });
  });
});
