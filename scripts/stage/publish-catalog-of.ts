import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { DeployConfig } from '../../lib/config/schema';
import { S3Catalog } from '../../src/aws/s3-catalog';
import { DomainError } from '../../src/domain/errors';
import { readFolder } from '../../src/local/read-folder';
import { TERRAFORM_RELEASE } from '../../src/local/tools/terraform-release';
import { publishCatalog } from '../../src/operations/publish-catalog';
import { root } from './read-stage';
import { Refused } from './run-script';

const engine = { name: 'terraform', version: TERRAFORM_RELEASE.version } as const;

/** Publishes the checkout's templates for the Terraform that the builds run, and answers their names with versions. */
export async function publishCatalogOf({ region }: DeployConfig, bucket: string): Promise<string[]> {
  const s3 = new S3Client({ region });
  try {
    const files = await readFolder(join(root, 'terraform'));
    const catalog = new S3Catalog(s3, bucket);
    const clock = () => new Date().toISOString();
    const published = await publishCatalog({ files, engine }, { catalog, clock });
    return published.map(({ name, version }) => `${name} ${version}`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Refused(`The stacks are deployed, and the templates are not published: ${error.message}`);
  } finally {
    s3.destroy();
  }
}
