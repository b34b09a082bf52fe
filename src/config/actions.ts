import * as z from 'zod';
import { Filled } from './read-config';

/** What GitHub gives every step of a job, and where a job that may asks for its OIDC token. */
const JobConfig = z.object({
  GITHUB_OUTPUT: Filled,
  GITHUB_EVENT_PATH: Filled,
  ACTIONS_ID_TOKEN_REQUEST_URL: Filled,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: Filled,
});
export type JobConfig = z.infer<typeof JobConfig>;

/** The file that an environment is made from. */
const ConfigFile = Filled.transform((file) => file ?? '.idp/config.yml');

/** What the action `environment` reads besides. */
export const EnvironmentActionConfig = z.object({
  ...JobConfig.shape,
  LEASEHOLD_COMMAND: z.enum(['preview', 'create', 'extend', 'destroy']),
  LEASEHOLD_URL: z.string().min(1),
  LEASEHOLD_AUDIENCE: Filled,
  LEASEHOLD_NAME: Filled,
  LEASEHOLD_TTL: Filled,
  LEASEHOLD_CONFIG: ConfigFile,
  LEASEHOLD_INPUTS: Filled,
  GITHUB_TOKEN: Filled,
  GITHUB_API_URL: z.url().optional(),
  GITHUB_REPOSITORY: Filled,
});
export type EnvironmentActionConfig = z.infer<typeof EnvironmentActionConfig>;

const Plain = z
  .string()
  .regex(/^[\w./-]+$/, 'must be of letters, digits, dots, slashes and dashes')
  .regex(/^[^-]/, 'must not begin with a dash');

/** A path of the repository that is checked out, in whatever characters. */
const PathInRepository = z
  .string()
  .min(1)
  .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), {
    message: 'must be a path below the root of the repository, without ..',
  });

/** What the action `image` reads besides. */
export const ImageActionConfig = z.object({
  ...JobConfig.shape,
  LEASEHOLD_ROLE: z.string(),
  LEASEHOLD_REGION: z.string().regex(/^[a-z0-9-]+$/, 'must be a region'),
  LEASEHOLD_REPOSITORY: Plain,
  LEASEHOLD_COMMIT: z.string(),
  LEASEHOLD_DOCKERFILE: PathInRepository,
  LEASEHOLD_CONTEXT: PathInRepository,
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

/** What the action `template` reads besides: what is done with which folder, and of which commit the job is. */
export const TemplateActionConfig = z.object({
  ...JobConfig.shape,
  LEASEHOLD_COMMAND: z.enum(['check', 'try', 'publish']),
  LEASEHOLD_URL: z.string().min(1),
  LEASEHOLD_AUDIENCE: Filled,
  LEASEHOLD_FOLDER: PathInRepository,
  LEASEHOLD_TEAM: z.string().min(1),
  LEASEHOLD_TARGET: Filled,
  LEASEHOLD_INPUTS: Filled,
  GITHUB_WORKSPACE: z.string().min(1),
  GITHUB_SERVER_URL: z.url(),
  GITHUB_REPOSITORY: z.string().regex(/^[^/]+\/[^/]+$/),
  GITHUB_REF: z.string().min(1),
  GITHUB_SHA: z.string().regex(/^[0-9a-f]{40}$/),
});
export type TemplateActionConfig = z.infer<typeof TemplateActionConfig>;

/** What every action that comments reads: the report of the job before, and how to speak to GitHub. */
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

/** What the action `comment` reads besides: which preview it is about. */
export const PreviewCommentActionConfig = z.object({
  ...CommentActionConfig.shape,
  LEASEHOLD_CONFIG: ConfigFile,
});

/** What the action `template-comment` reads: of which folder the template is, besides. */
export const TemplateCommentActionConfig = z.object({
  ...CommentActionConfig.shape,
  LEASEHOLD_FOLDER: PathInRepository,
});

/** What the action `plan-comment` reads: of which folder the plan is, besides. */
export const PlanCommentActionConfig = z.object({ ...CommentActionConfig.shape, LEASEHOLD_FOLDER: Plain });

/** What the action `stacks` reads besides: what is done with the stacks of which folder. */
export const StacksActionConfig = z.object({
  ...JobConfig.shape,
  LEASEHOLD_COMMAND: z.enum(['plan', 'affected', 'apply', 'drift']),
  LEASEHOLD_URL: z.string().min(1),
  LEASEHOLD_AUDIENCE: Filled,
  LEASEHOLD_FOLDER: PathInRepository,
  LEASEHOLD_TEAM: Filled,
  LEASEHOLD_PROFILE: Filled,
  GITHUB_WORKSPACE: z.string().min(1),
});
export type StacksActionConfig = z.infer<typeof StacksActionConfig>;

/** What the action `stacks-report` reads: where a report is published, and of which commit it is, besides. */
export const StacksReportActionConfig = z.object({
  ...CommentActionConfig.shape,
  LEASEHOLD_COMMAND: z.enum(['comment', 'checks', 'deployments', 'issues']),
  LEASEHOLD_FOLDER: PathInRepository,
  GITHUB_SHA: z.string().regex(/^[0-9a-f]{40}$/),
});
export type StacksReportActionConfig = z.infer<typeof StacksReportActionConfig>;
