import type { Issuer } from '../config/hub';
import type { SettingsDocument } from '../config/settings';
import type { Receivers } from '../config/receivers';
import type { OfferedTarget } from '../config/target';
import type { SelfApproval } from '../domain/access/actor';
import type { SignInView } from '../domain/api/responses';
import type { ImageFindings } from '../domain/image/image-findings';
import type { ImageRepository } from '../domain/image/image-repository';
import type { FunctionId } from '../plane/functions';
import type { CheckInterval } from '../domain/environment/drift/check-interval';
import type { Limits } from '../domain/limits/limits';
import type { Policy } from '../domain/policy/policy';
import type { PublishingRules } from '../domain/template/publishing';
import { runsRole } from '../plane/names';
import {
  buildVariables,
  controlVariables,
  issuersVariables,
  markFormer,
  noticesVariables,
  planeDocument,
  type PlaneSettings,
} from '../plane/variables';
import { arns, buckets, credentialsOf, eventBus, nameHere, region, roleHere, table } from './hub';

/** The address of each of the hub's services on this machine. */
export interface HubEndpoints {
  dynamoDb: string;
  emulator: string;
  stepFunctions: string;
  codeBuild: string;
  events: string;
}

/**
 * The callers of the plane's endpoints: on AWS each is a role of its own. `workflows` is Step Functions, which starts builds;
 * `provisioner` is Terraform, and the runner where it looks at what Terraform made: they speak to the target.
 */
export type Caller = FunctionId | 'runner' | 'workflows' | 'provisioner';

/** The addresses that a caller is given instead of the plane's own: what listens there stands between the two. */
export type Through = <Given extends Partial<HubEndpoints & { target: string }>>(
  caller: Caller,
  endpoints: Given,
) => Promise<Given>;

/** Nothing stands between. */
export const directly: Through = (_caller, endpoints) => Promise.resolve(endpoints);

/** What the handlers and the runner are configured with, besides the endpoints. */
export interface HubSettings {
  account: string;
  targets: OfferedTarget[];
  issuers: Issuer[];
  signIn: SignInView;
  selfApproval: SelfApproval;
  imageRepositories: readonly ImageRepository[];
  imageFindings: ImageFindings;
  policy: Policy;
  publishing: PublishingRules;
  limits: Limits;
  checkInterval: CheckInterval;
  clockFile: string;
  receivers: Receivers;
  /** Where the API is. */
  url: string;
}

/** The machines' names start with this, as a stage's would on AWS. */
export const machinePrefix = nameHere('');

/** The ARNs of the machines without the workflows' names. */
export function machinePrefixIn(account: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${machinePrefix}`;
}

/** The environment of a handler, or of the runner's own SDK clients: service by service, so that Terraform cannot inherit a hub. */
export function hubEnvironment(
  caller: Caller,
  endpoints: Omit<HubEndpoints, 'stepFunctions' | 'codeBuild'> & Partial<HubEndpoints>,
  settings: HubSettings,
): Record<string, string> {
  const { stepFunctions, codeBuild } = endpoints;
  const { accessKeyId, secretAccessKey } = credentialsOf(caller);
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
    AWS_ENDPOINT_URL_S3: endpoints.emulator,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoints.emulator,
    AWS_ENDPOINT_URL_ECR: endpoints.emulator,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.emulator,
    AWS_ENDPOINT_URL_SNS: endpoints.emulator,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.events,
    ...(stepFunctions === undefined ? {} : { AWS_ENDPOINT_URL_SFN: stepFunctions }),
    ...(caller === 'runner' ? { AWS_ENDPOINT_URL_STS: endpoints.emulator } : {}),
    ...(codeBuild === undefined ? {} : { AWS_ENDPOINT_URL_CODEBUILD: codeBuild }),
    ...variablesOf(caller, settings),
    LEASEHOLD_CLOCK_FILE: settings.clockFile,
    POWERTOOLS_SERVICE_NAME: 'leasehold',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
}

/** What a deployment gives the same function or build. */
function variablesOf(caller: Caller, settings: HubSettings): Record<string, string> {
  const plane = planeSettings(settings);
  const { digest } = hubDocument(settings);
  if (caller === 'runner') return buildVariables(plane, { digest });
  if (caller === 'tellPeople') return noticesVariables(plane, { url: settings.url, topic: arns.topic });
  if (caller === 'authorizer') return issuersVariables(buckets.catalog, { digest });
  return controlVariables(plane, { signIn: settings.signIn, digest });
}

/** The document that handlers and runner read, as a deployment puts it into the catalog. */
export function hubDocument(settings: HubSettings): SettingsDocument {
  const issuers = markFormer({ issuers: settings.issuers, formerOwners: [] });
  return planeDocument(planeSettings(settings), issuers);
}

function planeSettings({
  account,
  targets,
  publishing,
  limits,
  checkInterval,
  selfApproval,
  receivers,
  ...images
}: HubSettings): PlaneSettings {
  return {
    stage: 'local',
    table,
    buckets,
    eventBus,
    machinePrefix: machinePrefixIn(account),
    runsRole: roleHere(runsRole),
    targets,
    lease: {},
    selfApproval,
    imageRepositories: images.imageRepositories,
    imageFindings: images.imageFindings,
    deniedTypes: [],
    policy: images.policy,
    publishing,
    receivers,
    limits: { ...limits, actualCost: 'local' },
    checkInterval,
  };
}
