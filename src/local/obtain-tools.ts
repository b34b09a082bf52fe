import { join } from 'node:path';
import { equipMachine } from '../tools/equip-machine';
import type { Host } from '../tools/tool';
import type { PlaneTools } from './plane-options';

/** Some program that the plane cannot do without is not there and could not be fetched; what to do was said already. */
export class ToolsMissing extends Error {
  constructor(readonly names: string[]) {
    super(`Missing: ${names.join(', ')}. Install them as described above, then start again.`);
    this.name = 'ToolsMissing';
  }
}

/** Finds what the plane needs, or fetches it into `.leasehold/tools`; one line about each. Throws ToolsMissing. */
export async function obtainTools(
  root: string,
  machine: Host,
  say: (line: string) => void,
): Promise<PlaneTools> {
  const toolsDir = join(root, '.leasehold', 'tools');
  const { terraform, providers, emulator } = await equipMachine(machine, {
    toolsDir,
    fetchMissing: true,
    say,
  });
  const missing = [terraform, providers, emulator]
    .filter((tool) => tool.found === null)
    .map((tool) => tool.name);
  if (!terraform.found || !providers.found || !emulator.found) throw new ToolsMissing(missing);
  return { terraform: terraform.found, providers: providers.found, emulator: emulator.found };
}
