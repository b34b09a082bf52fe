import * as z from 'zod';
import { SignInView } from '../domain/api/responses';
import { Role, SelfApproval } from '../domain/access/actor';
import { IssuerName } from '../domain/access/issuer-name';
import { WorkloadRule } from '../domain/access/identity';
import { CheckInterval } from '../domain/environment/drift/check-interval';
import { ImageRepositories } from '../domain/image/image-repository';
import { LeaseLimits } from '../domain/lease';
import { Limits } from '../domain/limits/limits';
import { PublishingRules } from '../domain/template/publishing';
import { Json } from './read-config';
import { RunsRoleConfig } from './run';
import { StagePolicyConfig } from './policy';
import { ReceiversConfig } from './receivers';
import { BucketsConfig, RegistryConfig } from './stores';
import { OfferedTargetsConfig } from './target';

/** Which of several control planes this is; its metrics carry the name. */
export const StageConfig = z.object({ LEASEHOLD_STAGE: z.string().min(1) });

/** The EventBridge bus that events are published to. */
export const BusConfig = z.object({ LEASEHOLD_EVENT_BUS: z.string() });

/** `arn:aws:states:<region>:<account>:stateMachine:<stage>-`; the workflow's name follows, and for executions too. */
export const WorkflowsConfig = z.object({ LEASEHOLD_STATE_MACHINE_PREFIX: z.string().startsWith('arn:') });

/** How long environments of this stage may live at most, whatever their templates allow. */
export const LeaseConfig = z.object({ LEASEHOLD_LEASE_LIMITS: Json(LeaseLimits) });

/** An OIDC issuer: where its keys are (`jwks` inline or `jwksUri`), whom it vouches for, and how claims become roles and teams. */
export const Issuer = z.strictObject({
  name: IssuerName.describe('The ids of its people and workloads begin with this name.'),
  issuer: z.string().describe('Its address, as the claim iss has it.'),
  audience: z.string().describe('What the claim aud must be.'),
  kind: z.enum(['person', 'workload']).describe('Whom it vouches for.'),
  jwksUri: z.url().optional().describe('Where its keys are.'),
  jwks: z
    .looseObject({ keys: z.array(z.looseObject({})).describe('JSON Web Keys.') })
    .optional()
    .describe('Its keys themselves.'),
  algorithms: z.array(z.string()).default(['RS256', 'ES256']).describe('Which signatures are accepted.'),
  claims: z
    .strictObject({
      id: z.string().describe('The claim with the id.'),
      name: z.string().describe('The claim with the name.'),
      roles: z.string().describe('The claim with the roles.'),
      teams: z.string().describe('The claim with the teams.'),
    })
    .default({ id: 'email', name: 'name', roles: 'roles', teams: 'teams' })
    .describe('Which claims hold the id, name, roles and teams.'),
  defaultRoles: z.array(Role).default([]).describe('The roles of those whose token names none.'),
  workloads: z.array(WorkloadRule).default([]).describe('Which workloads have access.'),
  former: z.boolean().default(false).describe('Whether ids and teams that name no issuer are its.'),
});
export type Issuer = z.infer<typeof Issuer>;

/** Whose tokens are believed: the stage's own user pool, where it has one, and the configured issuers. */
export const IssuersConfig = z.object({
  LEASEHOLD_OWN_ISSUER: Json(Issuer).optional(),
  LEASEHOLD_ISSUERS: Json(z.array(Issuer)),
});

/** All of them in one list, the stage's own first. */
export function issuersIn({
  LEASEHOLD_OWN_ISSUER,
  LEASEHOLD_ISSUERS,
}: z.output<typeof IssuersConfig>): Issuer[] {
  return LEASEHOLD_OWN_ISSUER === undefined
    ? LEASEHOLD_ISSUERS
    : [LEASEHOLD_OWN_ISSUER, ...LEASEHOLD_ISSUERS];
}

/** Whether whoever asked may approve, too. */
export const ApprovalConfig = z.object({ LEASEHOLD_SELF_APPROVAL: SelfApproval });

/** Where people sign in, which the API returns to anyone who asks. */
export const SignInConfig = z.object({ LEASEHOLD_SIGN_IN: Json(SignInView) });

/** What templates must keep to that are published by the API. */
export const PublishingConfig = z.object({ LEASEHOLD_PUBLISHING: Json(PublishingRules) });

/** How many environments there may be at once, and what they may cost; nothing is limited where that is not said. */
export const LimitsConfig = z.object({ LEASEHOLD_LIMITS: Json(Limits).prefault('{}') });

/** How often environments are checked for drift by themselves; a stage of before never does. */
export const DriftConfig = z.object({ LEASEHOLD_CHECK_INTERVAL: CheckInterval.default('off') });

/** The repositories whose images are built, and where those are. */
export const ImagesConfig = z.object({ LEASEHOLD_IMAGE_REPOSITORIES: Json(ImageRepositories) });

/** What a function that changes environments reads. */
export const ControlConfig = z.object({
  ...StageConfig.shape,
  ...RunsRoleConfig.shape,
  ...RegistryConfig.shape,
  ...BucketsConfig.shape,
  ...BusConfig.shape,
  ...WorkflowsConfig.shape,
  ...OfferedTargetsConfig.shape,
  ...LeaseConfig.shape,
  ...ApprovalConfig.shape,
  ...SignInConfig.shape,
  ...ImagesConfig.shape,
  ...ReceiversConfig.shape,
  ...LimitsConfig.shape,
  ...DriftConfig.shape,
  ...StagePolicyConfig.shape,
});

/** What the API reads. */
export const ApiConfig = z.object({ ...ControlConfig.shape, ...PublishingConfig.shape });
