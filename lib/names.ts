import { Aws, type Stack } from 'aws-cdk-lib';

/** The physical name of a thing of a stage: two stages in one account do not collide. */
export function nameIn(stage: string, what: string): string {
  return `leasehold-${stage}-${what}`;
}

/** A bucket's name is one of all of AWS, so it carries account and region too. */
export function bucketIn(stage: string, what: string): string {
  return `${nameIn(stage, what)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

/** The workflows, by the names of their files and machines. */
export const workflows = ['provision-environment', 'apply-plan', 'destroy-environment'] as const;

/** What the roles of a stage may be given access to, as ARNs made of the physical names. */
export function arnsIn(stack: Stack, stage: string) {
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${stack.region}:${Aws.ACCOUNT_ID}:${resource}`;
  const bucket = (what: string) => `arn:aws:s3:::${bucketIn(stage, what)}`;
  const table = arn('dynamodb', `table/${nameIn(stage, 'registry')}`);
  return {
    table,
    index: (name: string) => `${table}/index/${name}`,
    state: bucket('state'),
    artifacts: bucket('artifacts'),
    catalog: bucket('catalog'),
    bus: arn('events', `event-bus/${nameIn(stage, 'events')}`),
    machines: workflows.map((name) => arn('states', `stateMachine:${nameIn(stage, name)}`)),
    machinePrefix: arn('states', `stateMachine:${nameIn(stage, '')}`),
    executions: workflows.map((name) => arn('states', `execution:${nameIn(stage, name)}:*`)),
    project: (name: string) => arn('codebuild', `project/${nameIn(stage, name)}`),
    projects: ['provision', 'destroy'].map((name) => arn('codebuild', `project/${nameIn(stage, name)}`)),
    logStreams: (group: string) => arn('logs', `log-group:${group}:log-stream:*`),
    runLogs: arn('logs', `log-group:${runLogGroup(stage)}:log-stream:*`),
    function: (name: string) => arn('lambda', `function:${nameIn(stage, name)}`),
    queue: (name: string) => arn('sqs', nameIn(stage, name)),
    runnerImages: arn('ecr', `repository/${nameIn(stage, 'runner')}`),
    imageProject: (name: string) => arn('codebuild', `project/${name}`),
    buildRule: arn('events', 'rule/StepFunctionsGetEventForCodeBuildStartBuildRule'),
  };
}
export type Arns = ReturnType<typeof arnsIn>;

/** Where baking the image of the builds writes its log. */
export function imageLogGroup(stage: string): string {
  return `/leasehold/${stage}/runner-image`;
}

/** Where the builds of a stage write their logs. */
export function runLogGroup(stage: string): string {
  return `/leasehold/${stage}/runs`;
}
