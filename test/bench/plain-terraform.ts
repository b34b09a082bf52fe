import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { ulid } from 'ulid';
import { S3Catalog } from '../../src/aws/s3-catalog';
import { fetchBundle } from '../../src/bundle/read-bundle';
import type { Target } from '../../src/config/target';
import { startLease } from '../../src/domain/lease';
import { environmentTags } from '../../src/domain/environment/tags';
import { instant } from '../../src/domain/base/time';
import type { TemplateVersion } from '../../src/domain/template/template';
import { runCommand } from '../../src/tools/run-command';
import { writeTerraformConfig } from '../../src/tools/terraform-config';
import { overrideFile } from '../../src/runner/terraform/override-file';
import { buckets, credentials, region } from '../../src/local/hub';
import type { Files } from '../../src/bundle/files';
import { inspectRootModule } from '../../src/bundle/template-files';
import { terraformEnvironment } from '../../src/bundle/terraform/terraform-environment';
import { admin } from '../support/plane/plane';
import { timeOf } from './measure';
import type { BenchPlane } from './bench-plane';

/** Which module a person applies by hand, with what, and where the state is to go. */
export interface PlainRequest {
  template: string;
  inputs: Record<string, unknown>;
  name: string;
  /** A backend block; a local one if absent. */
  backend?: Record<string, unknown>;
}

const commandTimeoutMs = 10 * 60_000;

/** What was applied by hand: how many milliseconds that took, and how it is destroyed again. */
export interface PlainApply {
  ms: number;
  remove: () => Promise<void>;
}

/**
 * Times `terraform init` and `apply -auto-approve` in a fresh copy of the published bundle, with the provider, its settings,
 * the mirror and (by its environment) the parallelism that the runner has. The folder is removed with what was made, or left to the machine.
 */
export async function plainApply(bench: BenchPlane, wish: PlainRequest): Promise<PlainApply> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-plain-'));
  const terraform = await layOut(bench, wish, folder);
  const ms = await timeOf(async () => {
    await terraform('init', '-input=false', '-no-color', '-lockfile=readonly');
    await terraform('apply', '-input=false', '-no-color', '-auto-approve');
  });
  return {
    ms,
    remove: async () => {
      await terraform('destroy', '-input=false', '-no-color', '-auto-approve');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Plain Terraform is the account's owner: the target knows the runner's own key for one call only, which takes its role. */
const ownersKeys = {
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
};

type Terraform = (...args: string[]) => Promise<void>;

async function layOut(bench: BenchPlane, wish: PlainRequest, folder: string): Promise<Terraform> {
  const { plane, tools } = bench;
  const files = await publishedFiles(bench, wish.template);
  await writeFiles(folder, files);
  const module = join(folder, 'templates', wish.template);
  const leasehold = leaseholdOf(wish);
  const target: Target = { name: 'local', region, regions: [], endpoint: plane.targetUrl };
  const override = await overrides(wish, files, { target, tags: leasehold.tags });
  await writeFile(join(module, 'plain_override.tf.json'), JSON.stringify(override));
  const variables = { ...wish.inputs, leasehold };
  await writeFile(join(module, 'plain.auto.tfvars.json'), JSON.stringify(variables));
  const mirror = { kind: 'mirror-then-registry', path: tools.providers.path } as const;
  const config = await writeTerraformConfig(join(folder, 'terraform.rc'), mirror);
  const env = terraformEnvironment(target, { cliConfig: config, credentials: ownersKeys });
  return async (...args) => {
    const path = tools.terraform.path;
    const result = await runCommand({ path, args, env, cwd: module, timeoutMs: commandTimeoutMs });
    if (!result.ok) throw new Error(`terraform ${args[0] ?? ''}: ${result.output}`);
  };
}

/** The very files that the runner unpacks: those of the bundle that the plane has published. */
async function publishedFiles({ plane, api }: BenchPlane, template: string): Promise<Files> {
  const { bundle } = await api.want<TemplateVersion>(`GET /templates/${template}`);
  const s3 = new S3Client({ endpoint: plane.hubUrl, region, credentials, forcePathStyle: true });
  const catalog = new S3Catalog(s3, buckets.catalog);
  try {
    return (await fetchBundle((digest) => catalog.readBundle(digest), bundle)).files;
  } finally {
    s3.destroy();
  }
}

/** Tests stay out, as in the runner: Terraform's init would read them, and want their providers too. */
async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    if (path.endsWith('.tftest.hcl')) continue;
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** What the control plane would give to the template's reserved variable. */
function leaseholdOf({ name, template }: PlainRequest) {
  const id = ulid();
  const lease = startLease({}, { default: '7d', max: '30d', permanent: false }, instant(Date.now()));
  return { name, id, tags: environmentTags({ name, id, template, owner: admin.id, lease }) };
}

async function overrides(
  { template, backend }: PlainRequest,
  files: Files,
  wish: { target: Target; tags: Record<string, string> },
) {
  const inspected = await inspectRootModule(files, `templates/${template}`);
  const override = overrideFile(inspected, wish);
  return backend === undefined ? override : { ...override, terraform: { backend } };
}

/** The S3 backend on the plane's own emulator, with the lock that Terraform keeps in the bucket itself. */
export function s3Backend({ plane }: BenchPlane, bucket: string, key: string): Record<string, unknown> {
  const skips = [
    'credentials_validation',
    'metadata_api_check',
    'region_validation',
    'requesting_account_id',
  ];
  return {
    s3: {
      bucket,
      key,
      region: 'us-east-1',
      use_lockfile: true,
      use_path_style: true,
      endpoints: { s3: plane.hubUrl },
      ...Object.fromEntries(skips.map((name) => [`skip_${name}`, true])),
    },
  };
}
