import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Catalog } from '../../../src/aws/s3-catalog';
import { packBundles } from '../../../src/bundle/pack-bundles';
import { readingsOf } from '../../../src/bundle/proof/readings-of';
import { readTree } from '../../../src/bundle/read-tree';
import { buckets, credentials } from '../../../src/local/hub';
import { publishCatalog } from '../../../src/operations/template/publish-catalog';
import { s3ClientFor } from '../aws/hub-buckets';

const fixtures = 'test/fixtures/registry-modules';
const lock = 'terraform/templates/api-service/.terraform.lock.hcl';

const rootModule = `
  terraform {
    required_providers {
      aws = { source = "hashicorp/aws" }
    }
  }

  variable "leasehold" {
    type = object({ name = string, id = string, tags = map(string), permissions_boundary = optional(string) })
  }

  variable "label" {
    type        = string
    description = "A tag of everything that the module makes."
  }
`;

const manifest = (name: string) => `
title: The module ${name}
description: A module of the registry, as it is, called by a root of a few lines.
version: 1.0.0
lease: { default: 1d, max: 2d }
inputs:
  required: [label]
`;

/** The name of the template that calls a module. */
export const templateOf = (name: string): string => `module-${name}`;

/**
 * Publishes a template that is a manifest, a lock file and a root which calls the module in `folder`, unchanged, as it was
 * fetched; returns why it was refused, if it was.
 */
export async function publishRoot(
  { name, folder }: { name: string; folder: string },
  { hub, terraform }: { hub: string; terraform: string },
): Promise<readonly string[]> {
  const checkout = await mkdtemp(join(tmpdir(), 'leasehold-modules-'));
  const template = join(checkout, 'terraform', 'templates', templateOf(name));
  try {
    await mkdir(join(template, 'modules'), { recursive: true });
    await cp(join(process.cwd(), fixtures, name), template, { recursive: true });
    await cp(folder, join(template, 'modules', name), { recursive: true });
    await cp(join(process.cwd(), lock), join(template, '.terraform.lock.hcl'));
    await writeFile(join(template, 'root.tf'), rootModule);
    await writeFile(join(template, 'template.yaml'), manifest(name));
    const engine = { name: 'terraform' as const, version: terraform };
    const tree = await readTree(join(checkout, 'terraform'));
    return await publish(
      await packBundles({ ...tree, engine, readings: await readingsOf(process.cwd()) }),
      hub,
    );
  } finally {
    await rm(checkout, { recursive: true, force: true });
  }
}

async function publish(packing: Awaited<ReturnType<typeof packBundles>>, hub: string): Promise<string[]> {
  const s3 = s3ClientFor(hub, { credentials });
  const catalog = new S3Catalog(s3, buckets.catalog);
  const { refused } = await publishCatalog(packing, { catalog, clock: () => new Date().toISOString() });
  s3.destroy();
  return refused.flatMap(({ reasons }) => reasons);
}
