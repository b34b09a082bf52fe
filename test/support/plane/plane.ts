import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, bundles } from '../../../scripts/build/bundles';
import { buildMachineEnv } from '../../../src/local/machine';
import { ToolsMissing } from '../../../src/local/obtain-tools';
import type { PlaneOptions, PlaneTools } from '../../../src/local/plane-options';
import { type Plane, startPlane } from '../../../src/local/start-plane';
import { refusalLines } from '../../../src/domain/template/refused-template';
import { equipMachine } from '../../../src/tools/equip-machine';
import { componentsBeyond } from '../catalog/offered-components';
import { type Idp, idpFor } from '../cli/idp';
import { areBundlesFresh } from './bundle-freshness';
import { currentMachine } from './machine';
import { PlaneApi } from './plane-api';

/** A whole local plane with a person who speaks to it over HTTP and through the CLI. */
export interface TestPlane {
  plane: Plane;
  api: PlaneApi;
  idp: Idp;
  /** The id of the person. */
  person: string;
  /** What handlers and the emulator wrote. */
  log: string[];
  /** What the plane told the person at the terminal. */
  notices: string[];
}

/** In what a plane under test may differ from one that a person starts. */
export type PlaneSettings = Pick<
  PlaneOptions,
  | 'kept'
  | 'services'
  | 'accounts'
  | 'receivers'
  | 'through'
  | 'sweepEveryMs'
  | 'issuers'
  | 'imageRepositories'
  | 'onTargetCall'
  | 'onHubCall'
  | 'doors'
  | 'buildCapacity'
  | 'limits'
> &
  Partial<Pick<PlaneOptions, 'machineEnv' | 'root'>> & {
    /** The program that runs use as Terraform, in place of the installed one. */
    terraform?: string;
  };

const root = process.cwd();

/** Ada, who may do everything on the plane under test. */
export const admin = { id: 'ada@example.com', name: 'Ada', roles: ['admin' as const], teams: [] };

/** Starts a plane from bundles of the present source; throws, and so fails the test, when a program it needs is missing. */
export async function openTestPlane(more: PlaneSettings = {}): Promise<TestPlane> {
  const [installed] = await Promise.all([installedTools(), buildBundles()]);
  const { terraform: path = installed.terraform.path } = more;
  const tools = { ...installed, terraform: { ...installed.terraform, path } };
  const log: string[] = [];
  const notices: string[] = [];
  const plane = await startPlane({
    root,
    tools,
    sweepEveryMs: 1_000,
    // Proofs read every version that was ever written.
    expireEveryMs: 24 * 3_600_000,
    people: [admin],
    ...more,
    machineEnv: { ...buildMachineEnv(process.env), ...more.machineEnv },
    notice: (line) => notices.push(line),
    log: (line) => log.push(line),
  });
  const beyond = componentsBeyond(more.services ?? []);
  const refused = plane.refused.filter(({ name }) => !beyond.includes(name));
  if (refused.length > 0) throw new Error(refusalLines(refused).join('\n'));
  const token = await plane.mint(admin);
  return {
    plane,
    api: new PlaneApi(plane.url, token),
    idp: idpFor({ url: plane.url, token, bundle: join(root, 'dist/bin/idp.cjs'), home: homedir() }),
    person: `local:${admin.id}`,
    log,
    notices,
  };
}

let built: Promise<unknown> | undefined;

/** Builds what the plane runs, unless that is newer than every source, so that a test proves the present source and not the last build. */
export async function buildBundles(): Promise<void> {
  built ??= buildStale();
  await built;
}

async function buildStale(): Promise<void> {
  if (await areBundlesFresh(root)) return;
  await Promise.all(bundles.map((one) => buildBundle(root, one)));
}

/** Terraform, the AWS provider and the emulator of this machine; nothing is fetched for a test. */
async function installedTools(): Promise<PlaneTools> {
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
