import { appendFile } from 'node:fs/promises';
import { usage } from '../../client/errors';
import { exitCodeOf, success } from '../../client/exit-codes';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { TerraformActionConfig } from '../../config/actions';
import { complain } from '../complain';
import type { ClientWorld } from '../../client/world';
import { ProgramFailure } from '../run-program';
import { createRunner, type JobRunner } from '../workflow-commands';
import { inTerraformJob, type TerraformJob } from './terraform-job';
import { apply, check, plan, verify } from './commands';
import { Fingerprint } from './plan-fingerprint';
import { cut, type PlanReport } from './plan-report';
import { renderPlan } from './render-plan';

/** What the action is started with, besides its variables. */
export interface TerraformStart {
  env: ProcessEnvironment;
  machine: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
  write: (text: string) => void;
}

/** The action `terraform`: checks, plans, verifies or applies a root module; returns the exit code. */
export async function runTerraformAction({ env, machine, write }: TerraformStart): Promise<number> {
  const runner = createRunner(write, env.GITHUB_OUTPUT);
  try {
    const config = readConfig(TerraformActionConfig, env);
    const work = (job: TerraformJob) => commands[config.LEASEHOLD_COMMAND](job, config);
    await runner.setOutputs(await inTerraformJob({ config, env, machine, runner }, work));
    return success;
  } catch (error) {
    await tellFailure(runner, env.LEASEHOLD_FOLDER ?? '', error);
    return exitCodeOf(error);
  }
}

type Command = (job: TerraformJob, config: TerraformActionConfig) => Promise<Record<string, string>>;

const commands: Record<TerraformActionConfig['LEASEHOLD_COMMAND'], Command> = {
  check: async (job) => {
    await check(job);
    return {};
  },
  plan: planWithSummary,
  verify: async (job) => ({ fingerprint: JSON.stringify(await verify(job)) }),
  apply: async (job, config) => {
    await apply(job, verifiedIn(config));
    return {};
  },
};

function verifiedIn({ LEASEHOLD_FINGERPRINT: text }: TerraformActionConfig): Fingerprint {
  const parsed = Fingerprint.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw usage("The input 'fingerprint' must be the output of the command 'verify'.");
}

/** Where a plan is made by hand there is no pull request to comment on, so the page of the run shows it. */
async function planWithSummary(job: TerraformJob, { GITHUB_STEP_SUMMARY: file }: TerraformActionConfig) {
  const report = await plan(job);
  if (file !== undefined) await appendFile(file, renderPlan(report));
  return { report: JSON.stringify(report) };
}

/** The output of a program is also for the readers of the pull request. */
async function tellFailure(runner: JobRunner, folder: string, error: unknown): Promise<void> {
  complain(runner, error);
  const { message } = error as Error;
  const text = error instanceof ProgramFailure ? error.output : message;
  const failed = error instanceof ProgramFailure ? message.replace(/ ended with [\s\S]*$/, '') : message;
  const report: PlanReport = { folder, tree: null, counts: null, text: cut(text), failed };
  await runner.setOutputs({ report: JSON.stringify(report) });
}
