import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetcherWith, type ModuleFetcher } from '../bundle/vendor/fetch-modules';
import { CliError } from '../client/errors';
import { machineEnvironment } from '../config/machine';
import type { ProcessEnvironment } from '../config/read-config';
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

/** Finds them as the local plane does; CliError without Terraform. `program` is the file that runs. */
export async function findAuthorTools(
  program: string,
  env: ProcessEnvironment = machineEnvironment(),
): Promise<AuthorTools> {
  const { platform, arch } = process;
  const machine: Host = { env, home: homedir(), platform, arch };
  const toolsDir = fetchedTools(program);
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

/**
 * What `npm start` fetched for the checkout that the program is of. The folder that somebody works in is not looked at: what lies there
 * may be a stranger's, and would be run.
 */
function fetchedTools(program: string): string {
  const file = existsSync(program) ? realpathSync(program) : program;
  const above = ['.', '..', '../..'].map((up) => join(dirname(file), up, '.leasehold', 'tools'));
  return above.find((folder) => existsSync(folder)) ?? join(dirname(file), '.leasehold', 'tools');
}
