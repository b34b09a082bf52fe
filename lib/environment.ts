import type * as z from 'zod';
import type { Stack } from 'aws-cdk-lib';
import type { ControlConfig, Issuer, IssuersConfig } from '../src/config/hub';
import { ownPool } from '../src/domain/access/issuer-name';
import { nameIn } from '../src/plane/names';
import { controlVariables, issuersVariables, type PlaneSettings } from '../src/plane/variables';
import { boundaryArnOf, type DeployConfig, roleArnOf } from './config/schema';
import { callbackPorts, type People, scopeNames } from './constructs/hub/user-pool';
import { arnsOf, bucketOf } from './place';

/** What a stage's functions and builds are configured with, for the stack that they are in. */
export function settingsOf(stack: Pick<Stack, 'region'>, config: DeployConfig): PlaneSettings {
  const { stage, lease, selfApproval, imageRepositories, imageFindings, deniedTypes } = config;
  return {
    stage,
    table: nameIn(stage, 'registry'),
    buckets: {
      state: bucketOf(stage, 'state'),
      artifacts: bucketOf(stage, 'artifacts'),
      catalog: bucketOf(stage, 'catalog'),
    },
    eventBus: nameIn(stage, 'events'),
    machinePrefix: arnsOf(stack, config).machinePrefix,
    targets: config.targets.map(targetOf),
    lease,
    selfApproval,
    imageRepositories,
    imageFindings,
    deniedTypes,
  };
}

/** The variables of every function that changes environments. */
export function controlEnvironment(
  stack: Stack,
  { config, people }: { config: DeployConfig; people: Pick<People, 'pool' | 'client'> },
): z.input<typeof ControlConfig> {
  return controlVariables(settingsOf(stack, config), signInOf(people), (value) => stack.toJsonString(value));
}

/** The variables of the authorizer: the stage's own user pool first, then the configured issuers. */
export function issuersEnvironment(
  stack: Stack,
  { people, config }: { people: People; config: Pick<DeployConfig, 'issuers' | 'formerOwners'> },
): z.input<typeof IssuersConfig> {
  const { issuers, formerOwners } = config;
  const believed = { issuers: [issuerOf(people), ...issuers], formerOwners };
  return issuersVariables(believed, (value) => stack.toJsonString(value));
}

/** Where people sign in: at the stage's own user pool. */
function signInOf({ pool, client }: Pick<People, 'pool' | 'client'>) {
  const { userPoolProviderUrl: issuer } = pool;
  const { userPoolClientId: clientId } = client;
  return { issuer, clientId, scopes: scopeNames, redirectPorts: callbackPorts };
}

function targetOf(target: DeployConfig['targets'][number]) {
  const { name, region, regions, externalId, parallelism, access } = target;
  const permissionsBoundary = boundaryArnOf(target);
  const roleArn = roleArnOf(target);
  return { name, region, regions, roleArn, externalId, permissionsBoundary, parallelism, access };
}

/** The audience is the client: the command line sends the ID token, which alone carries e-mail and groups. */
function issuerOf({ pool, client }: People): Issuer {
  return {
    name: ownPool,
    issuer: pool.userPoolProviderUrl,
    audience: client.userPoolClientId,
    kind: 'person',
    jwksUri: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
    algorithms: ['RS256'],
    claims: { id: 'email', name: 'name', roles: 'cognito:groups', teams: 'custom:teams' },
    defaultRoles: [],
    workloads: [],
    former: false,
  };
}
