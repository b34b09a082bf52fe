import { homedir } from 'node:os';
import { join } from 'node:path';
import { proverWith, type Prover } from '../bundle/proof/prove-bundle';
import type { Readings } from '../bundle/proof/read-template';
import { fetcherWith, type ModuleFetcher } from '../bundle/vendor/fetch-modules';
import { machineEnvironment } from '../config/machine';
import { runFailure } from '../domain/environment/run-failure';
import { findProviderMirror } from '../tools/find-provider-mirror';
import { findTerraform } from '../tools/find-terraform';
import { terraformPlatform, type Host } from '../tools/tool';
import { root } from './read-stage';

/** Proves with the Terraform and the providers of this machine; where one is not there, each verdict says how to get it. */
export async function stageProver(readings: Readings): Promise<Prover> {
  const machine = thisMachine();
  const terraform = await findTerraform(machine, toolsDir);
  const providers = findProviderMirror(machine, toolsDir);
  if (terraform.found && providers.found)
    return proverWith(
      { terraform: terraform.found, providers: providers.found, platform: terraformPlatform(machine) },
      readings,
    );
  const missing = [terraform, providers].filter(({ found }) => found === null);
  const unproven = missing.map(({ name, howToGet }) => `${name} is missing: ${howToGet}`).join('; ');
  return () => Promise.resolve({ unproven });
}

/** Fetches modules with the Terraform of this machine; where there is none, each template that needs one is refused by the way to get it. */
export async function stageFetcher(): Promise<ModuleFetcher> {
  const machine = thisMachine();
  const { found, howToGet } = await findTerraform(machine, toolsDir);
  if (found) return fetcherWith({ terraform: found, registry: machine.env['LEASEHOLD_MODULE_REGISTRY'] });
  return (_files, folder) =>
    Promise.reject(
      runFailure('configuration', `${folder} calls modules that Terraform must download: ${howToGet}`),
    );
}

const toolsDir = join(root, '.leasehold', 'tools');

function thisMachine(): Host {
  const { platform, arch } = process;
  return { env: machineEnvironment(), home: homedir(), platform, arch };
}
