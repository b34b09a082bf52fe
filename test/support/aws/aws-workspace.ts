import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../../src/config/target';
import { openEmulator, type Emulator } from '../../../src/local/emulator';
import { findEmulator } from '../../../src/tools/find-emulator';
import { runnerFiles } from '../../../src/bundle/files';
import { overrideFile } from '../../../src/runner/terraform/override-file';
import { Redaction } from '../../../src/domain/base/redaction';
import { Terraform } from '../../../src/bundle/terraform/terraform';
import { terraformEnvironment } from '../../../src/bundle/terraform/terraform-environment';
import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import { currentMachine } from '../plane/machine';
import { providerConfig } from '../terraform/provider';
import { installedTerraform } from '../terraform/terraform';

/** An AWS emulator of this machine, started on a free port; throws what to do where there is none. */
export async function startEmulator(): Promise<Emulator> {
  const machine = currentMachine();
  const { found, howToGet } = await findEmulator(machine, join(process.cwd(), '.leasehold', 'tools'));
  if (!found) throw new Error(howToGet);
  return openEmulator(found, { env: machine.env, onOutput: () => undefined });
}

/** A root module under the real AWS provider against an emulator, laid out as the runner does it. */
export interface AwsWorkspace {
  terraform: Terraform;
  target: Target;
  lines: string[];
  /** Plans, applies, and answers the plan as JSON. */
  apply: () => Promise<PlanJson>;
  destroy: () => Promise<void>;
  /** Lays out another `main` for the next plan. */
  rewrite: (main: string) => Promise<void>;
  readState: () => Promise<string>;
  writeState: (text: string) => Promise<void>;
  remove: () => Promise<void>;
}

/** The keys of an emulator's owner, as variables. */
export const ownKeys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

const versions = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;

/** Where an emulator is, and with what variables it is asked. */
interface EmulatorAccess {
  url: string;
  region?: string;
  credentials?: Record<string, string>;
}

/** Lays out `main` for a life in a folder of its own and initialises it, for an emulator that knows these credentials, by default its owner's. */
export async function openAwsWorkspace(
  { url, region = 'eu-west-1', credentials = ownKeys }: EmulatorAccess,
  life: string,
  main: string,
): Promise<AwsWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-workspace-'));
  const target: Target = { name: 'local', region, regions: [], endpoint: url };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'main.tf'), versions + main);
  const wish = { target, tags: { 'idp:managed': 'true', 'idp:environment-id': life } };
  const module = { usesAws: true, awsAliases: [], variables: [] };
  await writeFile(join(folder, runnerFiles.override), JSON.stringify(overrideFile(module, wish)));
  const lines: string[] = [];
  const terraform = new Terraform({
    executable: await installedTerraform(),
    folder,
    env: terraformEnvironment(target, { cliConfig: await providerConfig(), credentials }),
    signal: new AbortController().signal,
    redaction: new Redaction(),
    log: (line) => lines.push(line),
  });
  // The runner installs what a bundle's lock file pins; a test's module has none yet.
  await terraform.capture(['init', '-input=false', '-no-color']);
  const change = async (mode: 'change' | 'destroy') => {
    await terraform.plan(mode);
    const plan = await terraform.showPlan();
    await terraform.apply(() => undefined);
    return plan;
  };
  return {
    terraform,
    target,
    lines,
    apply: () => change('change'),
    destroy: async () => void (await change('destroy')),
    rewrite: (next) => writeFile(join(folder, 'main.tf'), versions + next),
    readState: () => readFile(terraform.statePath, 'utf8'),
    writeState: (text) => writeFile(terraform.statePath, text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
