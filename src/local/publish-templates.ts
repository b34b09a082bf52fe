import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { S3Catalog } from '../aws/s3-catalog';
import { packBundles } from '../bundle/pack-bundles';
import { readingsOf } from '../bundle/proof/readings-of';
import { readTree } from '../bundle/read-tree';
import { publishCatalog, type Publication } from '../operations/template/publish-catalog';
import { buckets, credentials, region } from './hub';
import type { PlaneOptions } from './plane-options';

/** What of a plane's options its templates are published from. */
type PublishedFrom = Pick<PlaneOptions, 'root' | 'tools' | 'services' | 'prove' | 'fetchModules'>;

/** Publishes the checkout's templates in the hub's catalog, for the Terraform that will run them; returns what was refused too. */
export async function publishTemplates(
  { root, tools, services, prove, fetchModules }: PublishedFrom,
  emulatorUrl: string,
): Promise<Publication> {
  const s3 = new S3Client({ endpoint: emulatorUrl, region, credentials, forcePathStyle: true });
  const catalog = new S3Catalog(s3, buckets.catalog);
  const engine = { name: 'terraform' as const, version: tools.terraform.version };
  const tree = await readTree(join(root, 'terraform'));
  const readings = await readingsOf(root);
  const packing = await packBundles({ ...tree, engine, services, prove, fetch: fetchModules, readings });
  const published = await publishCatalog(packing, { catalog, clock: () => new Date().toISOString() });
  s3.destroy();
  return published;
}
