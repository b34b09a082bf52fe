import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { inheritedEnvironment, terraformVariables } from '../../config/machine';
import { runFailure } from '../../domain/environment/run-failure';
import { writeTerraformConfig } from '../../tools/terraform-config';
import type { Files } from '../files';
import { runProcess } from '../terraform/terraform-process';
import { withoutCredentials } from './module-source';
import { ModuleRecord, recordsFile } from './module-record';
import { readPackages, type Packages } from './packages';

/** The modules that a template and its modules call, and the files of those that lie elsewhere. */
export interface FetchedModules {
  records: ModuleRecord[];
  packages: Packages;
}

/** Fetches what the configuration of a template calls, `root` its folder; a RunFailure says what could not be had, and why. */
export type ModuleFetcher = (configuration: Files, root: string) => Promise<FetchedModules>;

/** The engine that fetches, and the one registry that it asks in place of Terraform's own. */
export interface FetchTools {
  terraform: { path: string };
  registry?: string | undefined;
}

/** A source that sends nothing holds nobody up for longer. */
const mostMs = 180_000;

/**
 * Fetches as Terraform does, which alone knows its sources: in a folder of its own, with no home, no credentials and no helper
 * of anybody's for git, over http and https alone.
 */
export function fetcherWith(tools: FetchTools): ModuleFetcher {
  return async (configuration, root) => {
    const folder = await mkdtemp(join(tmpdir(), 'leasehold-modules-'));
    try {
      await lay(folder, configuration);
      await get(tools, folder, root);
      const base = join(folder, root);
      const read = await readFile(join(base, recordsFile), 'utf8');
      const { Modules: records } = z.object({ Modules: z.array(ModuleRecord) }).parse(JSON.parse(read));
      return { records, packages: await readPackages(dirname(join(base, recordsFile)), records) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function lay(folder: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

async function get(tools: FetchTools, folder: string, root: string): Promise<void> {
  const signal = AbortSignal.timeout(mostMs);
  const { code, errors } = await runProcess({
    executable: tools.terraform.path,
    args: ['get', '-no-color'],
    folder: join(folder, root),
    env: await environmentIn(folder, tools),
    signal,
    onLine: () => undefined,
  });
  if (code === 0) return;
  const reason = signal.aborted ? `it did not finish within ${mostMs / 1000} seconds` : plainWords(errors);
  throw runFailure(
    'configuration',
    `${root} calls modules that cannot be downloaded: terraform get: ${reason}`,
  );
}

async function environmentIn(folder: string, { registry }: FetchTools): Promise<Record<string, string>> {
  return {
    ...inheritedEnvironment(terraformVariables),
    HOME: folder,
    TF_CLI_CONFIG_FILE: await writeTerraformConfig(
      join(folder, 'terraform.tfrc'),
      { kind: 'registry' },
      registry,
    ),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Terraform frames its errors for a terminal. */
function plainWords(errors: string): string {
  const words = withoutCredentials(errors.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ').trim());
  return words === '' ? 'it ended without an error message' : words.slice(0, 2_000);
}
