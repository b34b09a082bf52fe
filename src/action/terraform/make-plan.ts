import { join } from 'node:path';
import { type Backend, readBackend } from './backend';
import { askTerraform, type TerraformJob, terraform } from './terraform-job';
import { sourceTree } from './source-tree';

/** Another job may hold the lock of the state for as long as it plans. */
const patience = '-lock-timeout=5m';

/** A configuration that is ready to plan and apply: where its state lies and of which files it is. */
export interface Prepared {
  backend: Backend;
  tree: string;
}

/** Installs the providers that the files lock, learns their tree, and finds the state. */
export async function prepare(job: TerraformJob): Promise<Prepared> {
  await terraform(job, 'init', '-input=false', '-no-color', '-lockfile=readonly');
  return { tree: await sourceTree(job), backend: await readBackend(join(job.temp, 'data')) };
}

/** Writes the plan to a file and returns its path. */
export async function makePlan(job: TerraformJob): Promise<string> {
  const file = join(job.temp, 'terraform.tfplan');
  await terraform(job, 'plan', '-input=false', '-no-color', patience, `-out=${file}`);
  return file;
}

/** Applies exactly this plan; Terraform refuses it once the state is another one. */
export async function applyPlan(job: TerraformJob, file: string): Promise<void> {
  await terraform(job, 'apply', '-input=false', '-no-color', patience, file);
}

/** The plan as Terraform prints it for people, and for programs. */
export async function showPlan(job: TerraformJob, file: string): Promise<{ text: string; json: string }> {
  const text = await askTerraform(job, 'show', '-no-color', file);
  return { text, json: await askTerraform(job, 'show', '-json', file) };
}
