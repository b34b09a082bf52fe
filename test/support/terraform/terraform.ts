import { join } from 'node:path';
import { Redaction } from '../../../src/domain/base/redaction';
import { Terraform } from '../../../src/bundle/terraform/terraform';
import { findTerraform } from '../../../src/tools/find-terraform';
import { currentMachine } from '../plane/machine';

/** The Terraform of this machine; throws what to do where there is none. */
export async function installedTerraform(): Promise<string> {
  return (await found()).path;
}

/** Its version, such as `1.11.4`. */
export async function installedTerraformVersion(): Promise<string> {
  return (await found()).version;
}

async function found() {
  const tool = await findTerraform(currentMachine(), join(process.cwd(), '.leasehold', 'tools'));
  if (!tool.found) throw new Error(tool.howToGet);
  return tool.found;
}

/** A driver for a folder, with what it logged. */
export async function terraformIn(folder: string, signal = new AbortController().signal) {
  const lines: string[] = [];
  const terraform = new Terraform({
    executable: await installedTerraform(),
    folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, CHECKPOINT_DISABLE: '1' },
    signal,
    redaction: new Redaction(),
    log: (line) => lines.push(line),
  });
  return { terraform, lines };
}
