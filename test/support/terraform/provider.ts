import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { writeTerraformConfig } from '../../../src/tools/terraform-config';
import { currentMachine } from '../plane/machine';

/** A Terraform CLI config that takes the AWS provider from this machine's mirror; throws what to do where there is none. */
export async function providerConfig(): Promise<string> {
  const { found, howToGet } = findProviderMirror(
    currentMachine(),
    join(process.cwd(), '.leasehold', 'tools'),
  );
  if (!found) throw new Error(howToGet);
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-rc-'));
  return writeTerraformConfig(join(folder, 'terraform.rc'), { kind: 'mirror', path: found.path });
}
