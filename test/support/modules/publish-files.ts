import { join } from 'node:path';
import { S3Catalog } from '../../../src/aws/s3-catalog';
import type { Files } from '../../../src/bundle/files';
import { packBundles } from '../../../src/bundle/pack-bundles';
import { keepNothing } from '../../../src/bundle/proof/keep-by-digest';
import { proverWith } from '../../../src/bundle/proof/prove-bundle';
import { fetcherWith } from '../../../src/bundle/vendor/fetch-modules';
import { buckets, credentials } from '../../../src/local/hub';
import { unprovenLines } from '../../../src/domain/template/refused-template';
import { publishCatalog } from '../../../src/operations/template/publish-catalog';
import { findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { terraformPlatform } from '../../../src/tools/tool';
import { currentMachine } from '../plane/machine';
import { s3ClientFor } from '../aws/hub-buckets';
import { installedTerraform, installedTerraformVersion } from '../terraform/terraform';

/** Where the templates are published, and a registry of modules that stands for Terraform's own. */
export interface PublishTo {
  hub: string;
  registry?: string;
  /** Whether Terraform proves each before. */
  isProven?: boolean;
}

/** Publishes the templates of these files onto a running plane; returns the reasons of those that were refused. */
export async function publishFiles(files: Files, to: PublishTo): Promise<string[]> {
  const engine = { name: 'terraform' as const, version: await installedTerraformVersion() };
  const terraform = { path: await installedTerraform(), version: engine.version };
  const fetch = fetcherWith({ terraform, registry: to.registry });
  const readings = { keep: keepNothing, rules: '' };
  const prove = to.isProven ? proverWith({ terraform, ...mirror() }, readings) : undefined;
  const packing = await packBundles({ files, engine, fetch, prove, readings });
  if (packing.unproven.length > 0) throw new Error(unprovenLines(packing.unproven).join('\n'));
  const s3 = s3ClientFor(to.hub, { credentials });
  const catalog = new S3Catalog(s3, buckets.catalog);
  const { refused } = await publishCatalog(packing, { catalog, clock: () => new Date().toISOString() });
  s3.destroy();
  return refused.flatMap(({ reasons }) => reasons);
}

function mirror() {
  const machine = currentMachine();
  const { found, howToGet } = findProviderMirror(machine, join(process.cwd(), '.leasehold', 'tools'));
  if (!found) throw new Error(howToGet);
  return { providers: found, platform: terraformPlatform(machine) };
}
