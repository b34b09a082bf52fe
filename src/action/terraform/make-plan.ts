import { join } from 'node:path';
import { type Backend, readBackend } from './backend';
import { askTerraform, type Bench, terraform } from './terraform-job';
import { sourceTree } from './source-tree';

/** Another job may hold the lock of the state for as long as it plans. */
const patience = '-lock-timeout=5m';

/** A configuration that is ready to plan and apply: where its state lies and of which files it is. */
export interface Prepared {
  backend: Backend;
  tree: string;
}

/** Installs the providers that the files lock, learns their tree, and finds the state. */
export async function prepare(bench: Bench): Promise<Prepared> {
  await terraform(bench, 'init', '-input=false', '-no-color', '-lockfile=readonly');
  return { tree: await sourceTree(bench), backend: await readBackend(join(bench.temp, 'data')) };
}

/** Plans into the file that it answers. */
export async function makePlan(bench: Bench): Promise<string> {
  const file = join(bench.temp, 'terraform.tfplan');
  await terraform(bench, 'plan', '-input=false', '-no-color', patience, `-out=${file}`);
  return file;
}

/** Applies exactly this plan; Terraform refuses it once the state is another one. */
export async function applyPlan(bench: Bench, file: string): Promise<void> {
  await terraform(bench, 'apply', '-input=false', '-no-color', patience, file);
}

/** The plan as Terraform prints it for people, and for programs. */
export async function showPlan(bench: Bench, file: string): Promise<{ text: string; json: string }> {
  const text = await askTerraform(bench, 'show', '-no-color', file);
  return { text, json: await askTerraform(bench, 'show', '-json', file) };
}
