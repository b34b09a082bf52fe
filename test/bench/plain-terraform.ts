import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ulid } from 'ulid';
import type { Target } from '../../src/config/target';
import { startLease } from '../../src/domain/lease';
import { environmentTags } from '../../src/domain/environment/tags';
import { instant } from '../../src/domain/base/time';
import { readFolder } from '../../src/tools/read-folder';
import { runCommand } from '../../src/tools/run-command';
import { writeTerraformConfig } from '../../src/tools/terraform-config';
import { overrideFile } from '../../src/runner/terraform/override-file';
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

/**
 * Milliseconds of `terraform init` and `apply -auto-approve` in a fresh copy of a template, with the provider, its
 * settings and the mirror that the runner has; what was made is destroyed again, which is not measured.
 */
export async function timePlainApply(bench: BenchPlane, wish: PlainRequest): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-plain-'));
  try {
    const terraform = await layOut(bench, wish, folder);
    const ms = await timeOf(async () => {
      await terraform('init', '-input=false', '-no-color', '-lockfile=readonly');
      await terraform('apply', '-input=false', '-no-color', '-auto-approve');
    });
    await terraform('destroy', '-input=false', '-no-color', '-auto-approve');
    return ms;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Terraform = (...args: string[]) => Promise<void>;

async function layOut({ plane, tools }: BenchPlane, wish: PlainRequest, folder: string): Promise<Terraform> {
  const source = join(process.cwd(), 'terraform');
  const wanted = (path: string) => basename(path) !== '.terraform' && !path.endsWith('.tftest.hcl');
  await cp(source, folder, { recursive: true, filter: wanted });
  const module = join(folder, 'templates', wish.template);
  const leasehold = leaseholdOf(wish);
  const target: Target = { name: 'local', region: 'us-east-1', regions: [], endpoint: plane.targetUrl };
  await writeFile(
    join(module, 'plain_override.tf.json'),
    JSON.stringify(await overrides(wish, folder, { target, tags: leasehold.tags })),
  );
  const variables = { ...wish.inputs, leasehold };
  await writeFile(join(module, 'plain.auto.tfvars.json'), JSON.stringify(variables));
  const mirror = { kind: 'mirror-then-registry', path: tools.providers.path } as const;
  const env = terraformEnvironment(target, await writeTerraformConfig(join(folder, 'terraform.rc'), mirror));
  return async (...args) => {
    const path = tools.terraform.path;
    const result = await runCommand({ path, args, env, cwd: module, timeoutMs: commandTimeoutMs });
    if (!result.ok) throw new Error(`terraform ${args[0] ?? ''}: ${result.output}`);
  };
}

/** What the control plane would give to the template's reserved variable. */
function leaseholdOf({ name, template }: PlainRequest) {
  const id = ulid();
  const lease = startLease({}, { default: '7d', max: '30d', permanent: false }, instant(Date.now()));
  return { name, id, tags: environmentTags({ name, id, template, owner: admin.id, lease }) };
}

async function overrides(
  { template, backend }: PlainRequest,
  folder: string,
  wish: { target: Target; tags: Record<string, string> },
) {
  const inspected = inspectRootModule(await readFolder(folder), `templates/${template}`);
  const override = overrideFile(inspected, { ...wish, sessionName: 'plain' });
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
