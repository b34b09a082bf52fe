import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inheritedEnvironment, terraformVariables } from '../../config/machine';
import type { ProcessEnvironment } from '../../config/read-config';
import type { TerraformActionConfig } from '../../config/actions';
import { createAwsIdentity } from '../aws-identity';
import type { ClientWorld } from '../../client/world';
import { runProgram } from '../run-program';
import { whileRenewed } from '../while-renewed';
import type { JobRunner } from '../workflow-commands';

/** What Terraform and AWS's tools get besides of the job's own environment: nothing that could ask for a token. */
const toolVariables = [
  'TF_CLI_CONFIG_FILE',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_STS',
];

/** Where one command of the action works. */
export interface TerraformJob {
  runner: JobRunner;
  /** The root module. */
  folder: string;
  /** All files that it is made of. */
  sources: string;
  /** Holds token, plan and what Terraform installs; it is removed at the end. */
  temp: string;
  /** The variables of a program that takes no role. */
  base: Record<string, string>;
  /** The same with the role, by a token that still lasts. */
  env: () => Promise<Record<string, string>>;
  interrupted: AbortSignal;
}

/** What a job is made from. */
export interface TerraformJobParts {
  config: TerraformActionConfig;
  env: ProcessEnvironment;
  machine: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
  runner: JobRunner;
}

/** Prepares a job for `work`, and leaves neither token nor plan behind. */
export async function inTerraformJob<T>(
  parts: TerraformJobParts,
  work: (job: TerraformJob) => Promise<T>,
): Promise<T> {
  const temp = await mkdtemp(join(parts.config.RUNNER_TEMP, 'leasehold-terraform-'));
  try {
    return await work(prepareJob(parts, temp));
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

function prepareJob({ config, env, machine, runner }: TerraformJobParts, temp: string): TerraformJob {
  const { LEASEHOLD_ROLE: arn, LEASEHOLD_FOLDER: folder, LEASEHOLD_SOURCES: sources } = config;
  // Terraform's data sources see the name of the session, so plans of two jobs agree only if it does.
  const role = { arn, session: 'leasehold-terraform', folder: temp };
  const identity = createAwsIdentity(config, role, { ...machine, mask: (secret) => runner.mask(secret) });
  const base = {
    ...inheritedEnvironment([...terraformVariables, ...toolVariables], env),
    TF_DATA_DIR: join(temp, 'data'),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
  };
  const withRole = async () => ({ ...base, ...(await identity()) });
  return { runner, folder, sources, temp, base, env: withRole, interrupted: machine.interrupted };
}

/** Runs Terraform in the root module with the role, whose token it finds fresh also after a wait for the lock. */
export async function terraform(job: TerraformJob, ...args: string[]): Promise<string> {
  const env = await job.env();
  return whileRenewed(job.env, () => runTerraform(job, args, env));
}

/** The same without a role, for what needs no account. */
export function terraformOffline(job: TerraformJob, ...args: string[]): Promise<string> {
  return runTerraform(job, args, job.base);
}

/** The output of a command that prints only its result, which may hold secrets and stays out of the log. */
export async function askTerraform(job: TerraformJob, ...args: string[]): Promise<string> {
  const { folder, base: env, interrupted, runner } = job;
  return runProgram('terraform', args, { env, folder, interrupted, say: (line) => runner.say(line) });
}

function runTerraform(job: TerraformJob, args: string[], env: Record<string, string>): Promise<string> {
  const { folder, interrupted, runner } = job;
  const say = (line: string) => runner.say(line);
  return runProgram('terraform', args, { env, folder, interrupted, say, hear: say });
}
