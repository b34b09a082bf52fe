import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { DeployConfig } from '../../lib/config/schema';
import { documentOf } from '../../lib/settings';
import { S3Catalog } from '../aws/s3-catalog';
import { writeSettings } from '../aws/s3-settings';
import { terraformRelease } from '../tools/terraform-release';
import { publishCatalog, type Publication } from '../operations/template/publish-catalog';
import { packBundles } from '../bundle/pack-bundles';
import { readingsOf } from '../bundle/proof/readings-of';
import { readTree } from '../bundle/read-tree';
import { fetchBundle } from '../bundle/read-bundle';
import { root } from './read-stage';
import { stageFetcher, stageProver } from './stage-prover';

const engine = { name: 'terraform', version: terraformRelease.version } as const;

/** The catalog of a deployed stage. */
export function openCatalog({ region }: DeployConfig, bucket: string): S3Catalog {
  return new S3Catalog(new S3Client({ region }), bucket);
}

/**
 * Publishes the checkout's templates for the Terraform that the builds run; what is refused stays as it was. Targets come and
 * go, so that no service is asked for: a plan names the one that its target lacks.
 */
export async function publishCheckout(
  catalog: S3Catalog,
  { templatePrograms: programs }: Pick<DeployConfig, 'templatePrograms'>,
): Promise<Publication> {
  const tree = await readTree(join(root, 'terraform'));
  const readings = await readingsOf(root);
  const prove = await stageProver(readings);
  const fetch = await stageFetcher();
  const packing = await packBundles({ ...tree, engine, programs, services: 'any', prove, fetch, readings });
  return publishCatalog(packing, { catalog, clock: () => new Date().toISOString() });
}

/** Publishes what functions and builds of the stage read besides their variables: before they are given its digest. */
export async function publishSettings(config: DeployConfig, bucket: string): Promise<void> {
  const client = new S3Client({ region: config.region });
  await writeSettings(client, bucket, documentOf(config));
  client.destroy();
}

/** The lock files of every bundle that was ever published: what lives may have been built with any of them. */
export async function locksOfCatalog(catalog: S3Catalog): Promise<string[]> {
  const { templates } = await catalog.read();
  const digests = new Set(templates.flatMap(({ versions }) => versions.map(({ bundle }) => bundle)));
  const fetched = [...digests].map((digest) => fetchBundle((one) => catalog.readBundle(one), digest));
  const files = (await Promise.all(fetched)).flatMap((bundle) => [...bundle.files]);
  return files
    .filter(([path]) => path.endsWith('.terraform.lock.hcl'))
    .map(([, bytes]) => Buffer.from(bytes).toString('utf8'));
}
