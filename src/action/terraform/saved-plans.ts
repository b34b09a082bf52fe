import { CliError } from '../../client/errors';
import { runProgram } from '../run-program';
import type { Backend } from './backend';
import type { TerraformJob } from './terraform-job';

/** A plan in the state's bucket, named by the tree of files that it was made from. */
export interface SavedPlan {
  backend: Backend;
  tree: string;
}

/** Below `plans/`, and not beside the states: who may read those may not read plans, and plans are let expire. */
function keyOf({ backend, tree }: SavedPlan): string {
  return `plans/${backend.key.replace(/\.tfstate$/, '')}/${tree}.tfplan`;
}

/** Puts the plan there, in place of an older one of the same tree. */
export async function savePlan(job: TerraformJob, plan: SavedPlan, file: string): Promise<void> {
  const { kmsKeyId } = plan.backend;
  const encryption = ['--server-side-encryption', 'aws:kms', '--ssekms-key-id', kmsKeyId];
  await s3(job, plan, ['put-object', '--key', keyOf(plan), '--body', file, ...encryption]);
}

/** Fetches the plan into `file`; refuses when there is none. */
export async function fetchPlan(job: TerraformJob, plan: SavedPlan, file: string): Promise<void> {
  const key = keyOf(plan);
  // Asked for by name, a missing object is 'forbidden' to who may list a part of the bucket only.
  const found = await s3(job, plan, ['list-objects-v2', '--prefix', key, '--query', 'Contents[].Key']);
  if (!(JSON.parse(found || 'null') as string[] | null)?.includes(key)) throw noPlan(plan);
  await s3(job, plan, ['get-object', '--key', key, file]);
}

/** Takes it away: no plan is applied twice. */
export async function removePlan(job: TerraformJob, plan: SavedPlan): Promise<void> {
  await s3(job, plan, ['delete-object', '--key', keyOf(plan)]);
}

async function s3(
  job: TerraformJob,
  { backend }: SavedPlan,
  [operation = '', ...args]: string[],
): Promise<string> {
  const where = ['--bucket', backend.bucket, '--region', backend.region, '--output', 'json'];
  const given = {
    env: await job.env(),
    folder: job.folder,
    say: (line: string) => job.runner.say(line),
  };
  return runProgram('aws', ['s3api', operation, ...where, ...args], given);
}

function noPlan({ tree }: SavedPlan): CliError {
  return new CliError('conflict', `There is no saved plan for these files (tree ${tree}).`, {
    code: 'NoSavedPlan',
    hints: [
      'It was applied already, or it expired, or the files differ from those planned in the pull request, for example because another one was merged in between.',
      ...planAgain,
    ],
  });
}

/** What to do about a plan that cannot be applied any more. */
export const planAgain = [
  "Nothing was applied. Run the workflow manually with the command 'plan', read that plan, then run it with 'apply'.",
];
