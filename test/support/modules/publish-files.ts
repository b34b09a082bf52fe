import { S3Catalog } from '../../../src/aws/s3-catalog';
import type { Files } from '../../../src/bundle/files';
import { packBundles } from '../../../src/bundle/pack-bundles';
import { keepNothing } from '../../../src/bundle/proof/keep-by-digest';
import { fetcherWith } from '../../../src/bundle/vendor/fetch-modules';
import { buckets, credentials } from '../../../src/local/hub';
import { publishCatalog } from '../../../src/operations/template/publish-catalog';
import { s3ClientFor } from '../aws/hub-buckets';
import { installedTerraform, installedTerraformVersion } from '../terraform/terraform';

/** Where the templates are published, and a registry of modules that stands for Terraform's own. */
export interface PublishTo {
  hub: string;
  registry?: string;
}

/** Publishes the templates of these files onto a running plane; returns the reasons of those that were refused. */
export async function publishFiles(files: Files, { hub, registry }: PublishTo): Promise<string[]> {
  const engine = { name: 'terraform' as const, version: await installedTerraformVersion() };
  const fetch = fetcherWith({ terraform: { path: await installedTerraform() }, registry });
  const packing = await packBundles({ files, engine, fetch, readings: { keep: keepNothing, rules: '' } });
  const s3 = s3ClientFor(hub, { credentials });
  const catalog = new S3Catalog(s3, buckets.catalog);
  const { refused } = await publishCatalog(packing, { catalog, clock: () => new Date().toISOString() });
  s3.destroy();
  return refused.flatMap(({ reasons }) => reasons);
}
