import { homedir } from 'node:os';
import { join } from 'node:path';
import { fetcherWith, type ModuleFetcher } from '../bundle/vendor/fetch-modules';
import { CliError } from '../client/errors';
import { machineEnvironment } from '../config/machine';
import { findProviderMirror } from '../tools/find-provider-mirror';
import { findTerraform } from '../tools/find-terraform';
import { type FoundTool, type Host, terraformPlatform } from '../tools/tool';

/** The programs that a template is written, locked and proven with. */
export interface AuthorTools {
  terraform: FoundTool;
  /** A folder of providers; undefined where this machine has none, and a registry must be asked. */
  mirror: FoundTool | undefined;
  platform: string;
  fetch: ModuleFetcher;
}

/** Finds them as the local plane does, below `cwd` too; CliError without Terraform. */
export async function findAuthorTools(cwd: string): Promise<AuthorTools> {
  const { platform, arch } = process;
  const machine: Host = { env: machineEnvironment(), home: homedir(), platform, arch };
  const toolsDir = join(cwd, '.leasehold', 'tools');
  const { found: terraform, howToGet } = await findTerraform(machine, toolsDir);
  if (!terraform)
    throw new CliError('unavailable', 'Terraform is not installed, and templates are read with it.', {
      hints: [`${howToGet}.`],
    });
  return {
    terraform,
    mirror: findProviderMirror(machine, toolsDir).found ?? undefined,
    platform: terraformPlatform(machine),
    fetch: fetcherWith({ terraform, registry: machine.env['LEASEHOLD_MODULE_REGISTRY'] }),
  };
}
