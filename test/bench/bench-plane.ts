import { equipMachine } from '../../src/tools/equip-machine';
import { buildMachineEnv } from '../../src/local/machine';
import { ToolsMissing } from '../../src/local/obtain-tools';
import type { PlaneTools } from '../../src/local/plane-options';
import { type Plane, startPlane } from '../../src/local/start-plane';
import { join } from 'node:path';
import { currentMachine } from '../support/plane/machine';
import { PlaneApi } from '../support/plane/plane-api';
import { admin } from '../support/plane/plane';

/** A local plane as `npm start` makes it, with someone who may do everything on it. */
export interface BenchPlane {
  plane: Plane;
  tools: PlaneTools;
  api: PlaneApi;
  token: string;
}

const root = process.cwd();

/** Starts a plane for one bench; what handlers wrote is thrown away, as it would be measured too. */
export async function openBenchPlane(options: { sweepEveryMs?: number } = {}): Promise<BenchPlane> {
  const tools = await benchTools();
  const plane = await startPlane({
    root,
    tools,
    machineEnv: buildMachineEnv(process.env),
    ...options,
    notice: () => undefined,
    log: () => undefined,
  });
  const token = await plane.mint(admin);
  return { plane, tools, token, api: new PlaneApi(plane.url, token) };
}

/** The programs of this machine; throws what is missing, as without them nothing can be measured. */
async function benchTools(): Promise<PlaneTools> {
  const { terraform, providers, emulator } = await equipMachine(currentMachine(), {
    toolsDir: join(root, '.leasehold', 'tools'),
    fetchMissing: false,
    say: () => undefined,
  });
  if (terraform.found && providers.found && emulator.found)
    return { terraform: terraform.found, providers: providers.found, emulator: emulator.found };
  const missing = [terraform, providers, emulator].filter(({ found }) => !found);
  throw new ToolsMissing(missing.map(({ name, howToGet }) => `${name} (${howToGet})`));
}
