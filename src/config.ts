import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { SignInView } from './domain/api-responses';
import { DomainError } from './domain/errors';
import { WorkloadRule } from './domain/identity';
import { ImageFindings } from './domain/image-findings';
import { ImageRepositories } from './domain/image-repository';
import { LeaseLimits } from './domain/lease';
import { instant, type Instant } from './domain/time';

/** The variables of a process, as Node gives them. */
export type ProcessEnvironment = Record<string, string | undefined>;

const Json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text, context): z.output<Schema> => {
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      context.addIssue({ code: 'custom', message: `is not as it must be: ${(error as Error).message}` });
      return z.NEVER;
    }
  });

/** Where the plane's clock may be set forward (milliseconds in a file); absent on AWS. */
export const ClockConfig = z.object({ LEASEHOLD_CLOCK_FILE: z.string().optional() });

/** Which of several control planes this is; its metrics carry the name. */
export const StageConfig = z.object({ LEASEHOLD_STAGE: z.string().min(1) });

/** The registry table. */
export const RegistryConfig = z.object({ LEASEHOLD_TABLE: z.string().min(3) });

/** The hub's buckets: Terraform states, run artifacts, the template catalog. */
export const BucketsConfig = z.object({
  LEASEHOLD_STATE_BUCKET: z.string(),
  LEASEHOLD_ARTIFACTS_BUCKET: z.string(),
  LEASEHOLD_CATALOG_BUCKET: z.string(),
});

/** The EventBridge bus that events are published to. */
export const BusConfig = z.object({ LEASEHOLD_EVENT_BUS: z.string() });

/** `arn:aws:states:<region>:<account>:stateMachine:<stage>-`; the workflow's name follows, and for executions too. */
export const WorkflowsConfig = z.object({ LEASEHOLD_STATE_MACHINE_PREFIX: z.string().startsWith('arn:') });

/** A target: where environments live; `endpoint` only where an emulator stands in for AWS. */
export const Target = z.strictObject({
  name: z.string(),
  region: z.string(),
  regions: z.array(z.string()).default([]),
  roleArn: z.string().optional(),
  externalId: z.string().optional(),
  /** The policy that bounds every role which a template makes there. */
  permissionsBoundary: z.string().optional(),
  endpoint: z.url().optional(),
});
export type Target = z.infer<typeof Target>;

/** All targets; the first one is the default. */
export const TargetsConfig = z.object({ LEASEHOLD_TARGETS: Json(z.array(Target).min(1)) });

/** How long environments of this stage may live at most, whatever their templates allow. */
export const LeaseConfig = z.object({ LEASEHOLD_LEASE_LIMITS: Json(LeaseLimits) });

/** Rules of the platform: resource types no plan may create. */
export const PolicyConfig = z.object({
  LEASEHOLD_DENIED_TYPES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((type) => type.trim())
        .filter(Boolean),
    ),
});

/** An OIDC issuer: where its keys are (`jwks` inline or `jwksUri`), whom it vouches for, and how claims become roles and teams. */
export const Issuer = z.strictObject({
  issuer: z.string(),
  audience: z.string(),
  kind: z.enum(['person', 'workload']),
  jwksUri: z.url().optional(),
  jwks: z.looseObject({ keys: z.array(z.looseObject({})) }).optional(),
  algorithms: z.array(z.string()).default(['RS256', 'ES256']),
  claims: z
    .strictObject({ id: z.string(), name: z.string(), roles: z.string(), teams: z.string() })
    .default({ id: 'email', name: 'name', roles: 'roles', teams: 'teams' }),
  defaultRoles: z.array(z.enum(['viewer', 'developer', 'approver', 'admin'])).default([]),
  workloads: z.array(WorkloadRule).default([]),
});
export type Issuer = z.infer<typeof Issuer>;

export const IssuersConfig = z.object({ LEASEHOLD_ISSUERS: Json(z.array(Issuer).min(1)) });

/** Where people sign in, which the API tells whoever asks. */
export const SignInConfig = z.object({ LEASEHOLD_SIGN_IN: Json(SignInView) });

/** The repositories whose images are built, and where those are. */
export const ImagesConfig = z.object({ LEASEHOLD_IMAGE_REPOSITORIES: Json(ImageRepositories) });

/** Which findings of an image's scan refuse an apply. */
export const ImageFindingsConfig = z.object({ LEASEHOLD_IMAGE_FINDINGS: Json(ImageFindings) });

/** What a function that changes environments reads. */
export const ControlConfig = z.object({
  ...StageConfig.shape,
  ...RegistryConfig.shape,
  ...BucketsConfig.shape,
  ...BusConfig.shape,
  ...WorkflowsConfig.shape,
  ...TargetsConfig.shape,
  ...LeaseConfig.shape,
  ...SignInConfig.shape,
  ...ImagesConfig.shape,
});

/** What a build is given by its project; its run it learns from the workflow. */
export const BuildConfig = z.object({
  ...RegistryConfig.shape,
  ...BucketsConfig.shape,
  ...TargetsConfig.shape,
  ...PolicyConfig.shape,
  ...ImagesConfig.shape,
  ...ImageFindingsConfig.shape,
});

/** What CodeBuild and the workflow tell the runner about its run. */
export const RunnerConfig = z.object({
  LEASEHOLD_ENVIRONMENT: z.string(),
  LEASEHOLD_LIFE: z.ulid(),
  LEASEHOLD_RUN: z.ulid(),
  LEASEHOLD_DEADLINE_SECONDS: z.coerce.number().positive().default(3000),
  LEASEHOLD_STOP_GRACE_SECONDS: z.coerce.number().positive().default(120),
  LEASEHOLD_HEARTBEAT_SECONDS: z.coerce.number().positive().default(5),
  LEASEHOLD_TERRAFORM: z.string().default('terraform'),
  LEASEHOLD_TERRAFORM_CONFIG: z.string().optional(),
  CODEBUILD_BUILD_ID: z.string(),
  CODEBUILD_SRC_DIR: z.string(),
});

const Filled = z
  .string()
  .optional()
  .transform((text) => text || undefined);

/** What the command line reads: the control plane and the token for it, where profiles are kept, and whether colours are wanted. */
export const CliConfig = z.object({
  IDP_URL: Filled,
  IDP_TOKEN: Filled,
  IDP_PROFILE: Filled,
  XDG_CONFIG_HOME: Filled,
  HOME: Filled,
  NO_COLOR: Filled,
  TERM: Filled,
});

/** What GitHub gives every step of a job, and where a job that may asks for its OIDC token. */
const JobConfig = z.object({
  GITHUB_OUTPUT: Filled,
  GITHUB_EVENT_PATH: Filled,
  ACTIONS_ID_TOKEN_REQUEST_URL: Filled,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: Filled,
});
export type JobConfig = z.infer<typeof JobConfig>;

/** What the action `environment` reads besides. */
export const EnvironmentActionConfig = z.object({
  ...JobConfig.shape,
  LEASEHOLD_COMMAND: z.enum(['preview', 'create', 'extend', 'destroy']),
  LEASEHOLD_URL: z.string().min(1),
  LEASEHOLD_AUDIENCE: Filled,
  LEASEHOLD_NAME: Filled,
  LEASEHOLD_TTL: Filled,
  LEASEHOLD_CONFIG: Filled.transform((file) => file ?? '.idp/config.yml'),
  LEASEHOLD_INPUTS: Filled,
});
export type EnvironmentActionConfig = z.infer<typeof EnvironmentActionConfig>;

const Plain = z.string().regex(/^[\w./-]+$/, 'must be of letters, digits, dots, slashes and dashes');

/** What the action `image` reads besides. */
export const ImageActionConfig = z.object({
  ...JobConfig.shape,
  LEASEHOLD_ROLE: z.string(),
  LEASEHOLD_REGION: z.string().regex(/^[a-z0-9-]+$/, 'must be a region'),
  LEASEHOLD_REPOSITORY: Plain,
  LEASEHOLD_COMMIT: z.string(),
  LEASEHOLD_DOCKERFILE: z.string().min(1),
  LEASEHOLD_CONTEXT: z.string().min(1),
  RUNNER_TEMP: z.string(),
});
export type ImageActionConfig = z.infer<typeof ImageActionConfig>;

const RoleArn = Filled.refine(
  (text) => text === undefined || /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(text),
  'must be the ARN of a role',
);

/** What the action `terraform` reads besides. */
export const TerraformActionConfig = z.object({
  ...JobConfig.shape,
  GITHUB_STEP_SUMMARY: Filled,
  LEASEHOLD_COMMAND: z.enum(['check', 'plan', 'verify', 'apply']),
  LEASEHOLD_FOLDER: Plain,
  LEASEHOLD_SOURCES: Plain,
  LEASEHOLD_ROLE: RoleArn,
  LEASEHOLD_FINGERPRINT: Filled,
  RUNNER_TEMP: z.string(),
});
export type TerraformActionConfig = z.infer<typeof TerraformActionConfig>;

/** What the action `comment` reads: the report of the job before, and how to speak to GitHub. */
export const CommentActionConfig = z.object({
  GITHUB_EVENT_PATH: z.string(),
  LEASEHOLD_REPORT: Filled,
  GITHUB_TOKEN: z.string().min(1),
  GITHUB_API_URL: z.url(),
  GITHUB_REPOSITORY: z.string().regex(/^[^/]+\/[^/]+$/),
  GITHUB_RUN_ID: z.string(),
  GITHUB_SERVER_URL: z.url(),
});
export type CommentActionConfig = z.infer<typeof CommentActionConfig>;

/** What the action `plan-comment` reads: of which folder the plan is, besides. */
export const PlanCommentActionConfig = z.object({ ...CommentActionConfig.shape, LEASEHOLD_FOLDER: Plain });

/** Reads and checks the variables of `schema`; a missing or wrong one is a Misconfigured error that names it. */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: ProcessEnvironment = process.env,
): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DomainError('Misconfigured', {
    name: String(issue?.path[0] ?? ''),
    reason: issue?.message ?? 'is wrong',
  });
}

/** The present instant, moved forward by what the clock file says; the file is read each time, as it may change. */
export function readClock(env: ProcessEnvironment = process.env): () => Instant {
  const { LEASEHOLD_CLOCK_FILE: file } = readConfig(ClockConfig, env);
  if (file === undefined) return () => instant(Date.now());
  return () => instant(Date.now() + Number(readFileSync(file, 'utf8')));
}

/** The variables a child process may inherit: the machine's own, without the hub's endpoints, credentials or secrets. */
export function inheritedEnvironment(
  names: string[],
  env: ProcessEnvironment = process.env,
): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The SDK's advice about Node versions is for those who ship it with Leasehold, not for who starts a local plane. */
export function silenceSdkAdvice(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}

/** The whole environment of this process, for programs that look for tools on the machine. */
export function machineEnvironment(): ProcessEnvironment {
  return process.env;
}
