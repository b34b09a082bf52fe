import { join, resolve } from 'node:path';
import { CliError } from '../../client/errors';
import { ProgramFailure } from '../run-program';
import { type TerraformJob, terraformOffline } from './terraform-job';
import { applyPlan, makePlan, prepare, type Prepared, showPlan } from './make-plan';
import { readPlanFile, writePlanFile } from './plan-file';
import { type Fingerprint, fingerprint } from './plan-fingerprint';
import { countChanges, cut, type PlanReport } from './plan-report';
import { fetchPlan, planAgain, removePlan, savePlan } from './saved-plans';

/** Looks at the files without any account: their form, their meaning, their own tests. */
export async function check(job: TerraformJob): Promise<void> {
  await terraformOffline(job, 'fmt', '-check', '-diff', '-recursive', '-no-color', resolve(job.sources));
  await terraformOffline(job, 'init', '-backend=false', '-input=false', '-no-color', '-lockfile=readonly');
  await terraformOffline(job, 'validate', '-no-color');
  await terraformOffline(job, 'test', '-no-color');
}

/** Plans, and saves the plan for the merge that makes the same files of the branch. */
export async function plan(job: TerraformJob): Promise<PlanReport> {
  const prepared = await prepare(job);
  const file = await makePlan(job);
  const { text, json } = await showPlan(job, file);
  await savePlan(job, prepared, file);
  const { tree } = prepared;
  return { folder: job.folder, tree, counts: countChanges(json), text: cut(text), failed: null };
}

/**
 * What planning these files comes to now. The job of a pull request runs what the branch says, with a role that may save
 * plans; so a saved one is believed only if the files of the main branch come to the very same.
 */
export async function verify(job: TerraformJob): Promise<Fingerprint> {
  await prepare(job);
  return fingerprint(await readPlanFile(await makePlan(job)));
}

/** Applies the plan that was saved for these files, if it is the one that `verified` says; never another. */
export async function apply(job: TerraformJob, verified: Fingerprint): Promise<void> {
  const prepared = await prepare(job);
  const file = join(job.temp, 'saved.tfplan');
  await fetchPlan(job, prepared, file);
  const saved = await readPlanFile(file);
  refuseUnlessSame(fingerprint(saved), verified);
  await writePlanFile(file, saved);
  await applyFresh(job, file);
  await removeQuietly(job, prepared);
}

/** What was applied stays applied: a plan that stays behind is stale, and expires. */
async function removeQuietly(job: TerraformJob, prepared: Prepared): Promise<void> {
  await removePlan(job, prepared).catch((error: unknown) => {
    job.runner.say(`The plan was applied and could not be removed: ${(error as Error).message}`);
  });
}

function refuseUnlessSame(saved: Fingerprint, verified: Fingerprint): void {
  if (saved.state !== verified.state) throw stateMovedOn();
  if (saved.whole === verified.whole) return;
  throw new CliError('conflict', 'Planning the same files again gives a different plan than the saved one.', {
    code: 'PlanDiffers',
    hints: [
      'Something else in the account was changed, or the saved plan belongs to other files.',
      ...planAgain,
    ],
  });
}

/** Between the look at the state and the apply a person may have taken hours to approve. */
async function applyFresh(job: TerraformJob, file: string): Promise<void> {
  try {
    await applyPlan(job, file);
  } catch (error) {
    throw error instanceof ProgramFailure && error.output.includes('Saved plan is stale')
      ? stateMovedOn()
      : error;
  }
}

function stateMovedOn(): CliError {
  return new CliError('conflict', 'The state has changed since this was planned.', {
    code: 'StateMovedOn',
    hints: ['Another plan was applied in between.', ...planAgain],
  });
}
