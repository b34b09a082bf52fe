import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../../src/config/target';
import { runnerFiles } from '../../../src/bundle/files';
import { terraformEnvironment } from '../../../src/bundle/terraform/terraform-environment';
import { overrideFile } from '../../../src/runner/terraform/override-file';
import { runCommand } from '../../../src/tools/run-command';
import { ownKeys } from '../aws/aws-workspace';
import { providerConfig } from './provider';
import { installedTerraform } from './terraform';

/** What a folder is planned with: the address of an emulator, and values of variables. */
interface Planning {
  url: string;
  /** The root module within the folder. */
  root?: string;
  variables?: Readonly<Record<string, unknown>>;
}

const timeoutMs = 5 * 60_000;

/** `terraform show -json` of a plan of a copy of a folder, by the real provider, with nothing applied. */
export async function planFolder(
  from: string,
  { url, root = '.', variables = {} }: Planning,
): Promise<unknown> {
  const copy = await mkdtemp(join(tmpdir(), 'leasehold-plan-'));
  try {
    await cp(from, copy, { recursive: true });
    const folder = join(copy, root);
    const target: Target = { name: 'local', region: 'eu-west-1', regions: [], endpoint: url };
    const module = { usesAws: true, awsAliases: [], variables: [] };
    await writeFile(
      join(folder, runnerFiles.override),
      JSON.stringify(overrideFile(module, { target, tags: {} })),
    );
    await writeFile(join(folder, 'given.auto.tfvars.json'), JSON.stringify(variables));
    const path = await installedTerraform();
    const env = terraformEnvironment(target, { cliConfig: await providerConfig(), credentials: ownKeys });
    const run = async (...args: string[]) => {
      const done = await runCommand({ path, args, env: { ...env, HOME: copy }, cwd: folder, timeoutMs });
      if (!done.ok) throw new Error(`terraform ${args.join(' ')}: ${done.output}`);
      return done.output;
    };
    await run('init', '-input=false', '-no-color');
    await run('plan', '-input=false', '-no-color', '-lock-timeout=5m', '-out=scratch.tfplan');
    return JSON.parse(await run('show', '-json', 'scratch.tfplan')) as unknown;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
