import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { Target } from '../../../config/target';
import { runFailure } from '../../../domain/environment/run-failure';
import type { OpenSession } from '../../credentials/renewing';
import { dnsSuffixOf, partitionOf } from '../../../domain/resources/arn';

/** What an SDK client needs to work in a target: the part of its configuration that all clients share. */
export interface TargetClientConfig {
  region: string;
  endpoint: string;
  maxAttempts: number;
  retryMode: 'adaptive';
  credentials?: ReturnType<typeof fromTemporaryCredentials>;
}

/** Where and as whom. */
export interface TargetAccess {
  target: Target;
  /** At most 64 characters; CloudTrail shows it for every call. */
  sessionName: string;
  /** Who takes the role of the target; nobody is asked where it has none. */
  enter: OpenSession;
}

/**
 * Configures a client of one service and region of the target. The endpoint is always given in full, because an SDK
 * that finds none looks into the environment, and there it would find the hub's.
 */
export function targetClient(access: TargetAccess, service: string, region: string): TargetClientConfig {
  const endpoint = endpointOf(access.target, service, region);
  return {
    region,
    endpoint,
    maxAttempts: 8,
    retryMode: 'adaptive',
    ...credentialsOf(access),
  };
}

/** As `targetClient`, for IAM: it has one address in each partition, and takes signatures of one region only. */
export function iamClient(access: TargetAccess): TargetClientConfig {
  const { region, host } = iamOf[partitionOf(access.target.region)] ?? commercialIam;
  const endpoint = access.target.endpoint ?? `https://${host}`;
  return { ...targetClient(access, 'iam', region), endpoint };
}

const commercialIam = { region: 'us-east-1', host: 'iam.amazonaws.com' };
const iamOf: Record<string, typeof commercialIam> = {
  'aws-cn': { region: 'cn-north-1', host: 'iam.cn-north-1.amazonaws.com.cn' },
  'aws-us-gov': { region: 'us-gov-west-1', host: 'iam.us-gov.amazonaws.com' },
};

function endpointOf({ endpoint }: Target, service: string, region: string): string {
  return endpoint ?? `https://${service}.${region}.${dnsSuffixOf(region)}`;
}

function credentialsOf(access: TargetAccess): Pick<TargetClientConfig, 'credentials'> {
  return access.target.roleArn === undefined ? {} : { credentials: sessionsOf(access) };
}

/** Sessions of the target's role, a new one each time. Throws for a target that has none. */
export function sessionsOf({
  target,
  sessionName,
  enter,
}: TargetAccess): ReturnType<typeof fromTemporaryCredentials> {
  const { roleArn, externalId, region } = target;
  if (roleArn === undefined)
    throw runFailure('configuration', `The target '${target.name}' has no role to assume.`);
  return fromTemporaryCredentials({
    masterCredentials: enter,
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    clientConfig: { region, endpoint: endpointOf(target, 'sts', region) },
  });
}
