import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { runCommand, type CommandResult } from '../../../src/tools/run-command';
import { writeTerraformConfig } from '../../../src/tools/terraform-config';
import { ownCall } from '../../../scripts/test/tool-calls';
import { currentMachine } from '../plane/machine';
import { installedTerraform } from './terraform';

/** Where the modules and templates are. */
export const terraformRoot = join(process.cwd(), 'terraform');

/** The names of all modules, of all templates, or of all environments of plain Terraform. */
export function namesOf(kind: 'modules' | 'templates' | 'envs'): string[] {
  const entries = readdirSync(join(terraformRoot, kind), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** A copy of the tree at `root`, so that `terraform init` leaves nothing in the checkout; `run` takes a folder of the copy. */
export interface TerraformTree {
  root: string;
  run: (folder: string, ...args: string[]) => Promise<CommandResult>;
  /** The same with variables besides those that every command has. */
  runWith: (extra: Record<string, string>, folder: string, ...args: string[]) => Promise<CommandResult>;
  remove: () => Promise<void>;
}

const commandTimeoutMs = 5 * 60_000;

/** Copies the tree to a folder of its own and finds what runs there: Terraform, and its provider on this machine or else in the registry; `extra` joins its environment. */
export async function copyTerraformTree(extra: Record<string, string> = {}): Promise<TerraformTree> {
  const root = await mkdtemp(join(tmpdir(), 'leasehold-terraform-'));
  await cp(terraformRoot, root, { recursive: true, filter: (path) => basename(path) !== '.terraform' });
  const path = await installedTerraform();
  const env = { ...(await offlineEnvironment(root)), ...extra };
  const runWith: TerraformTree['runWith'] = (more, folder, ...args) => {
    const cwd = join(root, folder);
    return runCommand({ path, args, env: { ...env, ...more }, cwd, timeoutMs: commandTimeoutMs });
  };
  return {
    root,
    run: (folder, ...args) => runWith({}, folder, ...args),
    runWith,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** No credentials and no instance metadata: a provider that is not mocked fails at once. */
async function offlineEnvironment(root: string): Promise<Record<string, string | undefined>> {
  const machine = currentMachine();
  const mirror = findProviderMirror(machine, join(process.cwd(), '.leasehold', 'tools')).found;
  const config = await writeTerraformConfig(
    join(root, 'terraform.tfrc'),
    mirror ? { kind: 'mirror', path: mirror.path } : { kind: 'registry' },
  );
  return {
    PATH: machine.env['PATH'],
    HOME: root,
    TF_CLI_CONFIG_FILE: config,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    // As runs have it: Go's collector takes a fourth of the time.
    GOGC: '400',
    [ownCall]: 'true',
  };
}
