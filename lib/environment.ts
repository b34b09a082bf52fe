import type { Stack } from 'aws-cdk-lib';
import type { ControlConfig, IssuersConfig } from '../src/config/hub';
import { nameIn, runsRole } from '../src/plane/names';
import {
  controlVariables,
  type Given,
  issuersVariables,
  noticesVariables,
  type PlaneSettings,
} from '../src/plane/variables';
import type { DeployConfig } from './config/schema';
import { callbackPorts, type People, scopeNames } from './constructs/hub/user-pool';
import { arnsOf, bucketOf } from './place';
import { documentOf, growingSettings, ownIssuer } from './settings';

/** What a stage's functions and builds are configured with, for the stack that they are in. */
export function settingsOf(stack: Pick<Stack, 'region'>, config: DeployConfig): PlaneSettings {
  const { stage, lease, selfApproval } = config;
  return {
    ...growingSettings(config),
    stage,
    table: nameIn(stage, 'registry'),
    buckets: {
      state: bucketOf(stage, 'state'),
      artifacts: bucketOf(stage, 'artifacts'),
      catalog: bucketOf(stage, 'catalog'),
    },
    eventBus: nameIn(stage, 'events'),
    machinePrefix: arnsOf(stack, config).machinePrefix,
    runsRole: arnsOf(stack, config).role(runsRole),
    lease,
    selfApproval,
    receivers: 'public',
  };
}

/** The variables of every function that changes environments. */
export function controlEnvironment(
  stack: Stack,
  { config, people }: { config: DeployConfig; people: Pick<People, 'pool' | 'client'> },
): Given<typeof ControlConfig> {
  const { digest } = documentOf(config);
  const known = { signIn: signInOf(people), digest };
  return controlVariables(settingsOf(stack, config), known, (value) => stack.toJsonString(value));
}

/** The variables of the function of the notices. */
export function noticesEnvironment(
  stack: Stack,
  { config, url }: { config: DeployConfig; url: string },
): Record<string, string> {
  return noticesVariables(settingsOf(stack, config), { url, topic: arnsOf(stack, config).topic });
}

/** The variables of the authorizer: the stage's own user pool, besides the configured issuers. */
export function issuersEnvironment(
  stack: Stack,
  { people, config }: { people: People; config: DeployConfig },
): Given<typeof IssuersConfig> {
  const { digest } = documentOf(config);
  const { userPoolProviderUrl: issuer } = people.pool;
  const known = { issuer, audience: people.client.userPoolClientId };
  const own = { ...ownIssuer(config, known), jwksUri: `${issuer}/.well-known/jwks.json` };
  const catalog = bucketOf(config.stage, 'catalog');
  return issuersVariables(catalog, { digest, own }, (value) => stack.toJsonString(value));
}

/** Where people sign in: at the stage's own user pool. */
function signInOf({ pool, client }: Pick<People, 'pool' | 'client'>) {
  const { userPoolProviderUrl: issuer } = pool;
  const { userPoolClientId: clientId } = client;
  return { issuer, clientId, scopes: scopeNames, redirectPorts: callbackPorts };
}
