import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AWS_PROVIDER } from './find-provider-mirror';
import { runCommand } from './run-command';
import { writeTerraformConfig } from './terraform-config';
import type { Machine } from './tool';

/** The provider version that is fetched where no mirror holds one. */
const PROVIDER_VERSION = '5.100.0';
const PROBE_TIMEOUT_MS = 5_000;
const INIT_TIMEOUT_MS = 15 * 60_000;

/** With which Terraform, into which folder; `registryUrl` is probed first, because Terraform itself waits for minutes. */
export interface ProviderFetch {
  machine: Machine;
  terraform: string;
  folder: string;
  registryUrl?: string;
}

/** Fetches the AWS provider once by `terraform init` (which checks its signature) and keeps it as a mirror; throws if it cannot. */
export async function fetchProviders(request: ProviderFetch): Promise<string> {
  const { folder, registryUrl = `https://${AWS_PROVIDER.host}` } = request;
  await probe(registryUrl);
  await mkdir(dirname(folder), { recursive: true });
  const workDir = await mkdtemp(join(dirname(folder), 'providers-'));
  try {
    await initialise(request, workDir);
    // What init installs has the very layout of an unpacked mirror.
    await rm(folder, { recursive: true, force: true });
    await rename(join(workDir, '.terraform/providers'), folder);
    return folder;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function probe(registryUrl: string): Promise<void> {
  const url = `${registryUrl}/.well-known/terraform.json`;
  const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}

async function initialise({ machine, terraform }: ProviderFetch, workDir: string): Promise<void> {
  const aws = { source: AWS_PROVIDER.source, version: PROVIDER_VERSION };
  await writeFile(
    join(workDir, 'main.tf.json'),
    JSON.stringify({ terraform: { required_providers: { aws } } }),
  );
  const config = await writeTerraformConfig(join(workDir, 'terraform.tfrc'), { kind: 'registry' });
  const result = await runCommand({
    path: terraform,
    args: ['init', '-backend=false', '-input=false', '-no-color'],
    env: { ...machine.env, TF_CLI_CONFIG_FILE: config, TF_PLUGIN_CACHE_DIR: undefined },
    timeoutMs: INIT_TIMEOUT_MS,
    cwd: workDir,
  });
  if (!result.ok) throw new Error(`terraform init did not fetch the provider: ${result.output}`);
}
