import { provisionerPrefix } from '../domain/target/target-role';
import { secretsPrefix } from '../domain/notice/notices-shard';
import { workflowNames } from './workflows';

/** Where a stage is deployed: values, or what CloudFormation fills in. */
export interface Place {
  account: string;
  region: string;
  /** What follows the name of a bucket, which is one of all of AWS. */
  bucketSuffix: string;
  /** What ends the names that an account has once for all its regions. */
  accountNames: AccountNames;
}

/**
 * How roles and dashboards are called, whose names an account has once for all its regions: `regional` ends them with the
 * region, so that a stage of the same name in another region has its own; `plain` is for stages that are older than that.
 */
export type AccountNames = 'regional' | 'plain';

/** The physical name of a thing of a stage: two stages in one account do not collide. */
export function nameIn(stage: string, what: string): string {
  return `leasehold-${stage}-${what}`;
}

/** A bucket's name is one of all of AWS, so it carries account and region too. */
export function bucketIn(stage: string, what: string, { bucketSuffix }: Pick<Place, 'bucketSuffix'>): string {
  return `${nameIn(stage, what)}-${bucketSuffix}`;
}

/** The name of a thing that an account has once for all its regions: at most 64 characters, as a role's may have. */
export function accountNameIn(
  stage: string,
  what: string,
  { region, accountNames }: Pick<Place, 'region' | 'accountNames'>,
): string {
  return accountNames === 'plain' ? nameIn(stage, what) : `${nameIn(stage, what)}-${regionCode(region)}`;
}

const corners: Readonly<Record<string, string>> = {
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

/** A region in few letters, each region its own: `euc1` for `eu-central-1`, `apse2` for `ap-southeast-2`. */
export function regionCode(region: string): string {
  const [area = '', ...words] = region.split('-');
  return [area, ...words.map((word) => corners[word] ?? word.slice(0, 1))].join('');
}

/** What the roles of a stage may be given access to, as ARNs made of the physical names. */
export function arnsIn(stage: string, place: Place) {
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
  const bucket = (what: string) => `arn:aws:s3:::${bucketIn(stage, what, place)}`;
  const table = arn('dynamodb', `table/${nameIn(stage, 'registry')}`);
  return {
    table,
    accountName: (what: string) => accountNameIn(stage, what, place),
    role: (what: string) => `arn:aws:iam::${place.account}:role/${accountNameIn(stage, what, place)}`,
    index: (name: string) => `${table}/index/${name}`,
    state: bucket('state'),
    artifacts: bucket('artifacts'),
    catalog: bucket('catalog'),
    bus: arn('events', `event-bus/${nameIn(stage, 'events')}`),
    machines: workflowNames.map((name) => arn('states', `stateMachine:${nameIn(stage, name)}`)),
    machinePrefix: arn('states', `stateMachine:${nameIn(stage, '')}`),
    executions: workflowNames.map((name) => arn('states', `execution:${nameIn(stage, name)}:*`)),
    project: (name: string) => arn('codebuild', `project/${nameIn(stage, name)}`),
    projects: ['provision', 'destroy'].map((name) => arn('codebuild', `project/${nameIn(stage, name)}`)),
    logStreams: (group: string) => arn('logs', `log-group:${group}:log-stream:*`),
    runLogs: arn('logs', `log-group:${runLogGroup(stage)}:log-stream:*`),
    function: (name: string) => arn('lambda', `function:${nameIn(stage, name)}`),
    queue: (name: string) => arn('sqs', nameIn(stage, name)),
    topic: arn('sns', nameIn(stage, 'notices')),
    /** Secrets Manager puts six characters of its own behind a name. */
    webhookSecrets: arn('secretsmanager', `secret:${secretsPrefix(stage)}*`),
    keys: arn('kms', 'key/*'),
    /** S3 as KMS knows it, where it decrypts in a caller's name. */
    storage: `s3.${place.region}.amazonaws.com`,
    /** The roles that runs may take in any account, by the beginning of their names. */
    provisioners: `arn:aws:iam::*:role/${provisionerPrefix}*`,
    runnerImages: arn('ecr', `repository/${nameIn(stage, 'runner')}`),
    imageProject: (name: string) => arn('codebuild', `project/${name}`),
    buildRule: arn('events', 'rule/StepFunctionsGetEventForCodeBuildStartBuildRule'),
  };
}
export type Arns = ReturnType<typeof arnsIn>;

/** What follows the stage in the name of the role of runs: targets trust it by that name, which it had when builds themselves had it. */
export const runsRole = 'runner';

/** What follows the stage in the name of the builds' own role. */
export const buildsRole = 'builds';

/** Where baking the image of the builds writes its log. */
export function imageLogGroup(stage: string): string {
  return `/leasehold/${stage}/runner-image`;
}

/** Where the builds of a stage write their logs. */
export function runLogGroup(stage: string): string {
  return `/leasehold/${stage}/runs`;
}
