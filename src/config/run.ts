import * as z from 'zod';

/** The ARN of the role of runs, which a build takes before it does anything else. */
export const RunsRoleConfig = z.object({ LEASEHOLD_RUNS_ROLE: z.string() });

/** What CodeBuild and the workflow tell the runner about its run. */
export const RunnerConfig = z.object({
  LEASEHOLD_ENVIRONMENT: z.string(),
  LEASEHOLD_LIFE: z.ulid(),
  LEASEHOLD_RUN: z.ulid(),
  /** The plan of a stack whose preview the run is; absent: it is a run of its environment. */
  LEASEHOLD_PLAN: z.ulid().optional(),
  LEASEHOLD_DEADLINE_SECONDS: z.coerce.number().positive().default(3000),
  LEASEHOLD_STOP_GRACE_SECONDS: z.coerce.number().positive().default(120),
  LEASEHOLD_KILL_GRACE_SECONDS: z.coerce.number().nonnegative().default(60),
  LEASEHOLD_HEARTBEAT_SECONDS: z.coerce.number().positive().default(5),
  LEASEHOLD_TERRAFORM: z.string().default('terraform'),
  LEASEHOLD_TERRAFORM_CONFIG: z.string().optional(),
  /** The number of the user that Terraform runs as, and of their group; absent: the runner's own. */
  LEASEHOLD_TERRAFORM_USER: z.coerce.number().int().positive().optional(),
  /** Where each life has its folder, under the same path in all of its builds: a saved plan holds it. Terraform's user must be able to enter it. */
  LEASEHOLD_WORK_FOLDER: z.string().default('/tmp/leasehold'),
  CODEBUILD_BUILD_ID: z.string(),
});
