import type * as z from 'zod';
import type { Stack } from 'aws-cdk-lib';
import type { BuildConfig } from '../src/config/runner';
import type { ControlConfig, Issuer, IssuersConfig, SignInConfig } from '../src/config/hub';
import { boundaryArnOf, type DeployConfig, roleArnOf } from './config/schema';
import { callbackPorts, type People, scopeNames } from './constructs/hub/user-pool';
import { type Arns, bucketIn, nameIn } from './names';

/** The variables of every function that changes environments. */
export function controlEnvironment(
  config: DeployConfig,
  arns: Arns,
  signIn: z.input<typeof SignInConfig>,
): z.input<typeof ControlConfig> {
  const { stage } = config;
  return {
    ...hubVariables(config),
    ...signIn,
    LEASEHOLD_STAGE: stage,
    LEASEHOLD_EVENT_BUS: nameIn(stage, 'events'),
    LEASEHOLD_STATE_MACHINE_PREFIX: arns.machinePrefix,
    LEASEHOLD_LEASE_LIMITS: JSON.stringify(config.lease),
  };
}

/** The variables of every build. */
export function buildEnvironment(config: DeployConfig): z.input<typeof BuildConfig> {
  return {
    ...hubVariables(config),
    LEASEHOLD_DENIED_TYPES: config.deniedTypes.join(','),
    LEASEHOLD_IMAGE_FINDINGS: JSON.stringify(config.imageFindings),
  };
}

/** The variables of the authorizer: the stage's own user pool first, then the configured issuers. */
export function issuersEnvironment(
  stack: Stack,
  { people, issuers }: { people: People; issuers: Issuer[] },
): z.input<typeof IssuersConfig> {
  return { LEASEHOLD_ISSUERS: stack.toJsonString([issuerOf(people), ...issuers]) };
}

/** Where people sign in: at the stage's own user pool. */
export function signInEnvironment(
  stack: Stack,
  { pool, client }: Pick<People, 'pool' | 'client'>,
): z.input<typeof SignInConfig> {
  const { userPoolProviderUrl: issuer } = pool;
  const { userPoolClientId: clientId } = client;
  const signIn = { issuer, clientId, scopes: scopeNames, redirectPorts: callbackPorts };
  return { LEASEHOLD_SIGN_IN: stack.toJsonString(signIn) };
}

function hubVariables({ stage, targets, imageRepositories }: DeployConfig) {
  return {
    LEASEHOLD_TABLE: nameIn(stage, 'registry'),
    LEASEHOLD_STATE_BUCKET: bucketIn(stage, 'state'),
    LEASEHOLD_ARTIFACTS_BUCKET: bucketIn(stage, 'artifacts'),
    LEASEHOLD_CATALOG_BUCKET: bucketIn(stage, 'catalog'),
    LEASEHOLD_TARGETS: JSON.stringify(targets.map(targetOf)),
    LEASEHOLD_IMAGE_REPOSITORIES: JSON.stringify(imageRepositories),
  };
}

function targetOf(target: DeployConfig['targets'][number]) {
  const { name, region, regions, externalId, parallelism } = target;
  const permissionsBoundary = boundaryArnOf(target);
  const roleArn = roleArnOf(target);
  return { name, region, regions, roleArn, externalId, permissionsBoundary, parallelism };
}

/** The audience is the client: the command line sends the ID token, which alone carries e-mail and groups. */
function issuerOf({ pool, client }: People): Issuer {
  return {
    issuer: pool.userPoolProviderUrl,
    audience: client.userPoolClientId,
    kind: 'person',
    jwksUri: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
    algorithms: ['RS256'],
    claims: { id: 'email', name: 'name', roles: 'cognito:groups', teams: 'custom:teams' },
    defaultRoles: [],
    workloads: [],
  };
}
