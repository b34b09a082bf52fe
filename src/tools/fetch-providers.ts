import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { awsProvider } from './find-provider-mirror';
import { runCommand } from './run-command';
import { writeTerraformConfig } from './terraform-config';
import type { Host } from './tool';

/** The provider version that is fetched where no mirror holds one. */
const providerVersion = '5.100.0';
const probeTimeoutMs = 5_000;
const initTimeoutMs = 15 * 60_000;

/** With which Terraform, into which folder; `registryUrl` is probed first, because Terraform itself waits for minutes. */
export interface ProviderFetch {
  machine: Host;
  terraform: string;
  folder: string;
  registryUrl?: string;
}

/** Fetches the AWS provider once by `terraform init` (which checks its signature) and keeps it as a mirror; throws if it cannot. */
export async function fetchProviders(request: ProviderFetch): Promise<string> {
  const { folder, registryUrl = `https://${awsProvider.host}` } = request;
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
  const response = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) });
  if (!response.ok) throw new Error(`${url} returned ${response.status}`);
}

async function initialise({ machine, terraform }: ProviderFetch, workDir: string): Promise<void> {
  const aws = { source: awsProvider.source, version: providerVersion };
  await writeFile(
    join(workDir, 'main.tf.json'),
    JSON.stringify({ terraform: { required_providers: { aws } } }),
  );
  const config = await writeTerraformConfig(join(workDir, 'terraform.tfrc'), { kind: 'registry' });
  const result = await runCommand({
    path: terraform,
    args: ['init', '-backend=false', '-input=false', '-no-color'],
    env: { ...machine.env, TF_CLI_CONFIG_FILE: config, TF_PLUGIN_CACHE_DIR: undefined },
    timeoutMs: initTimeoutMs,
    cwd: workDir,
  });
  if (!result.ok) throw new Error(`terraform init did not fetch the provider: ${result.output}`);
}
