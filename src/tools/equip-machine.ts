import { fetchProviders } from './fetch-providers';
import { fetchTerraform } from './fetch-terraform';
import { findEmulator, installedEmulatorFolder } from './find-emulator';
import type { FoundEmulator } from './find-emulator';
import { fetchedProvidersFolder, findProviderMirror } from './find-provider-mirror';
import { fetchedTerraformFolder, findTerraform } from './find-terraform';
import { installEmulator } from './install-emulator';
import { terraformRelease } from './terraform-release';
import { describeTool, terraformPlatform } from './tool';
import type { Host, Tool } from './tool';

/** What the local plane needs besides Node: each found, or missing with the way to get it. */
export interface Equipment {
  terraform: Tool;
  providers: Tool;
  emulator: Tool<FoundEmulator>;
}

/** Whether missing tools may be fetched from the internet, and where the lines for a person go. */
export interface EquipOptions {
  toolsDir: string;
  fetchMissing: boolean;
  say: (line: string) => void;
}

/** Finds Terraform, the AWS provider and an AWS emulator, fetches what is missing, and says one line about each. */
export async function equipMachine(machine: Host, options: EquipOptions): Promise<Equipment> {
  const terraform = await obtain(options, {
    fetchable: !machine.env['TERRAFORM_PATH'],
    find: () => findTerraform(machine, options.toolsDir),
    fetch: () => fetchPinnedTerraform(machine, options.toolsDir),
  });
  const providers = await obtain(options, {
    fetchable: !machine.env['LEASEHOLD_PROVIDER_MIRROR'],
    find: () => Promise.resolve(findProviderMirror(machine, options.toolsDir)),
    fetch: () => fetchMirror(machine, options.toolsDir, terraform),
  });
  const emulator = await obtain(options, {
    fetchable: !machine.env['LEASEHOLD_EMULATOR_URL'],
    find: () => findEmulator(machine, options.toolsDir),
    fetch: () => installEmulator(machine, installedEmulatorFolder(options.toolsDir)),
  });
  return { terraform, providers, emulator };
}

interface Sources<T extends Tool> {
  find: () => Promise<T>;
  fetch: () => Promise<unknown>;
  /** False where the user named the one to use: another must not take its place. */
  fetchable: boolean;
}

async function obtain<T extends Tool>(options: EquipOptions, sources: Sources<T>): Promise<T> {
  const first = await sources.find();
  const done = first.found || !options.fetchMissing || !sources.fetchable;
  const tool = done ? first : await fetchThenFind(first, options, sources);
  options.say(describeTool(tool));
  return tool;
}

async function fetchThenFind<T extends Tool>(
  missing: T,
  { say }: EquipOptions,
  sources: Sources<T>,
): Promise<T> {
  say(`fetching ${missing.name} …`);
  try {
    await sources.fetch();
    return await sources.find();
  } catch (error) {
    return { ...missing, howToGet: `${missing.howToGet} (fetching it failed: ${reason(error)})` };
  }
}

function fetchPinnedTerraform(machine: Host, toolsDir: string): Promise<string> {
  const folder = fetchedTerraformFolder(toolsDir);
  return fetchTerraform({ release: terraformRelease, platform: terraformPlatform(machine), folder });
}

async function fetchMirror(machine: Host, toolsDir: string, terraform: Tool): Promise<string> {
  if (!terraform.found) throw new Error('Terraform is missing, and it is needed to download the provider');
  const folder = fetchedProvidersFolder(toolsDir);
  return fetchProviders({ machine, terraform: terraform.found.path, folder });
}

/** Node's fetch hides the network's own words ("getaddrinfo ENOTFOUND …") in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
