import { hoursPerMonth } from '../money';
import { hour, minute } from '../../base/time';
import { propertyOf, referred, type TemplateResource, type TemplateResources } from './template';
import type { Use } from './use';

/** How a type of resource costs while nothing happens: what it uses in a month, or why that is nothing. */
export type IdleRow =
  | { free: string }
  | { uses: (resource: TemplateResource, resources: TemplateResources) => Use[] };

/** One sweep with nothing due; the tests hold reads and metrics to what a sweep does. */
export const idleSweep = { what: 'sweep', queries: 5, metrics: 7, milliseconds: 100, logBytes: 2_000 };

/** One look of the function of the notices with nothing due; it writes no line of its own. */
export const idleNotices = { what: 'notices', queries: 4, metrics: 0, milliseconds: 60, logBytes: 600 };

/** GB that an idle stage is taken to keep of what lives and runs left behind: generous for ten thousand lives. */
const keptGb = 1;
/** Images of the builds: Node, Terraform and one version of the AWS provider, packed. */
const keptImages = 5;
const imageGb = 0.3;
const unitsPerQuery = 0.5;
const million = 1_000_000;
const billion = 1_000_000_000;

const byRequest = 'billed per request; an idle stage has none';
const partOf = (what: string) => ({ free: `part of ${what}` });

const alarm: IdleRow = {
  uses: (resource) => [{ item: 'alarms', price: 'alarm', quantity: metricsOf(resource) }],
};

/** An alarm is billed by the metrics that it computes with. */
function metricsOf(resource: TemplateResource): number {
  const queries = propertyOf(resource, 'Metrics');
  return Array.isArray(queries) ? queries.filter((query) => 'MetricStat' in Object(query)).length : 1;
}

const table: IdleRow = {
  uses: () => [
    { item: 'registry, kept', price: 'dynamodb-storage', quantity: keptGb },
    { item: 'registry, backups', price: 'dynamodb-pitr', quantity: keptGb },
  ],
};

const bucket: IdleRow = { uses: () => [{ item: 'buckets, kept', price: 's3-storage', quantity: keptGb }] };

/** Everything that a scheduled function does while nothing is due. */
const schedule: IdleRow = {
  uses: (resource, resources) => {
    const ticks = (hoursPerMonth * hour) / everyMs(propertyOf(resource, 'ScheduleExpression'));
    const fn = referred(resources, propertyOf(resource, 'Target', 'Arn'));
    const { what, queries, metrics, milliseconds, logBytes } = idleLookOf(fn);
    const gbSeconds = ticks * memoryGbOf(fn) * (milliseconds / 1_000);
    const gbTakenIn = (ticks * logBytes) / billion;
    return [
      { item: `${what}, schedule`, price: 'scheduler', quantity: ticks / million },
      { item: `${what}, invocations`, price: 'lambda-requests', quantity: ticks / million },
      { item: `${what}, run time`, price: 'lambda-arm-gb-second', quantity: gbSeconds },
      {
        item: `${what}, reads`,
        price: 'dynamodb-read',
        quantity: (ticks * queries * unitsPerQuery) / million,
      },
      { item: `${what}, traces`, price: 'xray-traces', quantity: ticks / million },
      { item: `${what}, metrics`, price: 'custom-metric', quantity: metrics },
      { item: `${what}, log ingestion`, price: 'logs-ingest', quantity: gbTakenIn },
      { item: `${what}, log storage`, price: 'logs-storage', quantity: gbTakenIn * monthsKept },
    ];
  },
};

const monthsKept = 3;

function idleLookOf(fn: TemplateResource | undefined) {
  const name = String(fn && propertyOf(fn, 'FunctionName'));
  return name.endsWith('-events-tell-people') ? idleNotices : idleSweep;
}

function everyMs(expression: unknown): number {
  const minutes = /^rate\((\d+) minutes?\)$/.exec(String(expression))?.[1];
  if (minutes === undefined)
    throw new Error(`There is no idle cost recorded for the schedule ${String(expression)}`);
  return Number(minutes) * minute;
}

/** The memory of a function in GB. */
export function memoryGbOf(fn: TemplateResource | undefined): number {
  const size = fn && propertyOf(fn, 'MemorySize');
  if (typeof size !== 'number') throw new Error('A function of the template has no memory size');
  return size / 1_024;
}

/** A row for every type that a template of ours may hold. */
export const idleRows: Record<string, IdleRow> = {
  'AWS::ApiGatewayV2::Api': { free: byRequest },
  'AWS::ApiGatewayV2::ApiMapping': partOf('the API'),
  'AWS::ApiGatewayV2::Authorizer': partOf('the API'),
  'AWS::ApiGatewayV2::DomainName': { free: 'a custom domain is free, as are ACM certificates' },
  'AWS::ApiGatewayV2::Integration': partOf('the API'),
  'AWS::ApiGatewayV2::Route': partOf('the API'),
  'AWS::ApiGatewayV2::Stage': partOf('the API'),
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::Dashboard': {
    uses: () => [{ item: 'dashboard', price: 'dashboard', quantity: 1 }],
  },
  'AWS::CodeBuild::Project': { free: 'billed per build minute; an idle stage builds nothing' },
  'AWS::Cognito::UserPool': { free: 'billed per person who signs in that month, above 10,000' },
  'AWS::Cognito::UserPoolClient': partOf('the user pool'),
  'AWS::Cognito::UserPoolDomain': partOf('the user pool'),
  'AWS::Cognito::UserPoolGroup': partOf('the user pool'),
  'AWS::DynamoDB::Table': table,
  'AWS::ECR::Repository': {
    uses: () => [{ item: 'images, kept', price: 'ecr-storage', quantity: keptImages * imageGb }],
  },
  'AWS::Events::EventBus': { free: 'billed per custom event; an idle stage has none' },
  'AWS::Events::Rule': { free: "AWS's own events and rule matching are free" },
  'AWS::IAM::ManagedPolicy': { free: 'IAM is free' },
  'AWS::IAM::Role': { free: 'IAM is free' },
  'AWS::KMS::Alias': partOf('its key'),
  'AWS::KMS::Key': {
    uses: () => [{ item: 'customer keys', price: 'kms-key', quantity: 1 }],
  },
  'AWS::Lambda::EventInvokeConfig': partOf('its function'),
  'AWS::Lambda::Function': { free: "usage-based; the sweep's usage is counted with its schedule" },
  'AWS::Lambda::Permission': partOf('its function'),
  'AWS::Logs::LogGroup': { free: "billed per GB; the sweep's log is counted with its schedule" },
  'AWS::Route53::RecordSet': { free: 'part of an existing hosted zone; aliases are free' },
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': partOf('its bucket'),
  'AWS::SNS::Subscription': partOf('its topic'),
  'AWS::SNS::Topic': { free: 'billed per message; an idle stage sends none' },
  'AWS::SNS::TopicPolicy': partOf('its topic'),
  'AWS::SQS::Queue': { free: byRequest },
  'AWS::SQS::QueuePolicy': partOf('its queue'),
  'AWS::Scheduler::Schedule': schedule,
  'AWS::StepFunctions::StateMachine': { free: 'billed per state transition; an idle stage runs nothing' },
};
