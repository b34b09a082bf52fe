import { homedir } from 'node:os';
import { join } from 'node:path';
import { proverWith, type Prover } from '../bundle/proof/prove-bundle';
import type { Readings } from '../bundle/proof/read-template';
import { machineEnvironment } from '../config/machine';
import { findProviderMirror } from '../tools/find-provider-mirror';
import { findTerraform } from '../tools/find-terraform';
import { terraformPlatform, type Host } from '../tools/tool';
import { root } from './read-stage';

/** Proves with the Terraform and the providers of this machine; where one is not there, each verdict says how to get it. */
export async function stageProver(readings: Readings): Promise<Prover> {
  const { platform, arch } = process;
  const machine: Host = { env: machineEnvironment(), home: homedir(), platform, arch };
  const toolsDir = join(root, '.leasehold', 'tools');
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
