import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { addStage, createApp } from '../../../lib/app';
import { loadConfig } from '../../../lib/config/load-config';
import { documentOf } from '../../../lib/settings';
import { routes } from '../../../lambdas/api/routes';
import { toldToPeople } from '../../../src/domain/environment/notices';
import { synthesizeStages, templatesOf } from '../../support/plane/synthesized';

const { controlPlane } = templatesOf();

const functions = [
  'api',
  'authorizer',
  'sweep',
  'workflow-settle-run',
  'events-settle-run',
  'events-move-stack',
  'events-tell-people',
];
const machines = [
  'provision-environment',
  'apply-plan',
  'destroy-environment',
  'preview-component',
  'check-drift',
  'rotate-environment',
];
const anything = Match.anyValue();

/** An ARN in the region of the committed configuration and whatever account. */
function arnOf(service: string, resource: string) {
  const parts = [`arn:aws:${service}:eu-central-1:`, { Ref: 'AWS::AccountId' }, `:${resource}`];
  return { 'Fn::Join': ['', parts] };
}

function rolesOf(type: string, property: string): string[] {
  const found = Object.values(controlPlane.findResources(type));
  return found.map(({ Properties }) => JSON.stringify(Properties[property]));
}

describe('the functions', () => {
  it.each(functions)('run on Node 22 and arm64, traced: %s', (name) => {
    controlPlane.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `leasehold-dev-${name}`,
      Runtime: 'nodejs22.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: anything },
    });
  });

  it('tell where people sign in: at the pool, as its client, on the ports that the client knows', () => {
    const [api] = Object.values(
      controlPlane.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: 'leasehold-dev-api' },
      }),
    );
    const { LEASEHOLD_SIGN_IN } = api?.Properties.Environment.Variables as Record<string, unknown>;
    const said = JSON.stringify(LEASEHOLD_SIGN_IN).replaceAll('\\', '');

    expect(said).toContain('"redirectPorts":[8976,8977,8978]');
    expect(said).toContain('"scopes":["openid","email","profile"]');
    expect(said).toMatch(/People.*Cli/);
  });

  it('have a role each', () => {
    const roles = rolesOf('AWS::Lambda::Function', 'Role');

    expect(roles).toHaveLength(functions.length);
    expect(new Set(roles).size).toBe(functions.length);
  });

  it('answer within the time that the gateway waits', () => {
    controlPlane.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'leasehold-dev-api',
      Timeout: 29,
    });
  });

  it.each(['sweep', 'events-settle-run'])('put aside what nobody waits for and failed: %s', (name) => {
    controlPlane.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `leasehold-dev-${name}`,
      DeadLetterConfig: { TargetArn: anything },
    });
  });

  it('are told of the targets by the roles to be assumed there', () => {
    const { digest, text } = documentOf(loadConfig('config/dev.json'));

    expect(text).toContain('arn:aws:iam::111122223333:role/leasehold-provisioner');
    controlPlane.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'leasehold-dev-sweep',
      Environment: {
        Variables: {
          LEASEHOLD_TABLE: 'leasehold-dev-registry',
          LEASEHOLD_SETTINGS: digest,
        },
      },
    });
  });
});

describe('the API', () => {
  it('has a route for every row of the route table, and one for what no row takes', () => {
    const found = Object.values(controlPlane.findResources('AWS::ApiGatewayV2::Route'));
    const keys = found.map(({ Properties }) => String(Properties.RouteKey));

    const rows = routes.map(({ method, path }) => `${method} ${path}`);
    expect(keys.sort()).toEqual(['$default', ...rows].sort());
  });

  it.each(
    routes.map(({ method, path, role }) => [`${method} ${path}`, role === 'public' ? 'NONE' : 'CUSTOM']),
  )('asks who sends %s: %s', (RouteKey, AuthorizationType) => {
    controlPlane.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey, AuthorizationType });
  });

  it('asks nobody who sends what no row takes, and hands it to the function that takes the rows', () => {
    const found = Object.values(controlPlane.findResources('AWS::ApiGatewayV2::Route'));
    const targets = new Set(found.map(({ Properties }) => JSON.stringify(Properties.Target)));

    controlPlane.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: '$default',
      AuthorizationType: 'NONE',
    });
    expect(targets.size).toBe(1);
  });

  it('asks the authorizer of every request, also of one without a token', () => {
    controlPlane.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      IdentitySource: [],
      AuthorizerResultTtlInSeconds: 0,
      EnableSimpleResponses: true,
      AuthorizerPayloadFormatVersion: '2.0',
    });
  });

  it('is throttled, and logs each request as JSON without header, query or body', () => {
    const [stage] = Object.values(controlPlane.findResources('AWS::ApiGatewayV2::Stage'));
    const { DefaultRouteSettings, AccessLogSettings } = stage!.Properties;
    const format = JSON.parse(AccessLogSettings.Format);

    expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    expect(Object.keys(format)).toEqual(
      expect.arrayContaining(['requestId', 'route', 'status', 'integrationError']),
    );
    expect(JSON.stringify(format)).not.toMatch(/header|query|body/i);
  });
});

describe('the workflows', () => {
  it.each(machines)('are standard, traced, and logged without what they carry: %s', (name) => {
    controlPlane.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: `leasehold-dev-${name}`,
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });

  it('have a role each', () => {
    expect(new Set(rolesOf('AWS::StepFunctions::StateMachine', 'RoleArn')).size).toBe(machines.length);
  });
});

describe('the builds', () => {
  it.each(['provision', 'destroy'])(
    'are unprivileged, limited, and outlive the deadline of the runner: %s',
    (name) => {
      controlPlane.hasResourceProperties('AWS::CodeBuild::Project', {
        Name: `leasehold-dev-${name}`,
        ConcurrentBuildLimit: 10,
        TimeoutInMinutes: 60,
        Environment: { PrivilegedMode: false, Type: 'ARM_CONTAINER' },
        Source: { Type: 'S3', BuildSpec: Match.stringLikeRegexp('runner.mjs') },
        LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: '/leasehold/dev/runs' } },
      });
    },
  );
});

describe('what happens by itself', () => {
  it('is a sweep every minute, whose lost ticks are put aside', () => {
    controlPlane.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      Target: { DeadLetterConfig: { Arn: anything }, RetryPolicy: anything },
    });
  });

  it('settles a run when a build of this stage ends', () => {
    controlPlane.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.codebuild'],
        detail: { 'project-name': ['leasehold-dev-provision', 'leasehold-dev-destroy'] },
      },
      Targets: [Match.objectLike({ DeadLetterConfig: { Arn: anything }, RetryPolicy: anything })],
    });
  });

  it('settles a run when an execution of this stage ends, however it does', () => {
    controlPlane.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.states'],
        detail: {
          status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: machines.map((name) => arnOf('states', `stateMachine:leasehold-dev-${name}`)),
        },
      },
    });
  });

  it('tells people of what they must know, through an encrypted topic', () => {
    controlPlane.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['leasehold'],
        'detail-type': [...toldToPeople, 'RunFailed', 'DeliveryWanted'],
      },
      Targets: [{ DeadLetterConfig: anything, RetryPolicy: { MaximumRetryAttempts: 20 } }],
    });
    controlPlane.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: anything });
    controlPlane.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'platform@example.com',
    });
  });

  it('encrypts every dead letter', () => {
    const queues = Object.values(controlPlane.findResources('AWS::SQS::Queue'));

    expect(queues).toHaveLength(3);
    for (const { Properties } of queues) expect(Properties.SqsManagedSseEnabled).toBe(true);
  });
});

it('ships assets below 250 MB each, without source maps', () => {
  const { folder } = synthesizeStages('dev');
  const assets = readdirSync(folder).filter((name) => name.startsWith('asset.'));

  expect(assets).toHaveLength(8);
  for (const asset of assets) {
    const files = readdirSync(join(folder, asset));
    const bytes = files.reduce((sum, file) => sum + statSync(join(folder, asset, file)).size, 0);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    expect(bytes).toBeLessThan(250 * 1024 * 1024);
  }
  rmSync(folder, { recursive: true });
});

it('leads from an alarm to the runbook that the configuration names', () => {
  const url = 'https://wiki.example.com/leasehold/runbook';
  const { controlPlane: stack } = addStage(createApp(), { ...loadConfig('config/dev.json'), runbook: url });
  const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));

  expect(alarms.length).toBeGreaterThan(10);
  for (const { Properties } of alarms) expect(Properties.AlarmDescription).toContain(`Runbook: ${url}#`);
});

describe('a name of its own', () => {
  const domain = {
    name: 'leasehold.example.com',
    certificate: 'arn:aws:acm:eu-central-1:111122223333:certificate/0f53-4c8e',
  };
  const named = (more = {}) => templatesOf('dev', { domain: { ...domain, ...more } }).controlPlane;

  it('leads to the API over TLS 1.2, and is the address that the deployment prints', () => {
    const template = named();

    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: domain.name,
      DomainNameConfigurations: [
        Match.objectLike({ CertificateArn: domain.certificate, SecurityPolicy: 'TLS_1_2' }),
      ],
    });
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    template.hasOutput('Url', { Value: 'https://leasehold.example.com/' });
    expect(
      Object.keys(template.findOutputs('*')).filter((name) => name.includes('DomainTarget')),
    ).toHaveLength(1);
  });

  it('is written into the hosted zone that the configuration names', () => {
    named({ hostedZone: 'Z0123456789ABC' }).hasResourceProperties('AWS::Route53::RecordSet', {
      HostedZoneId: 'Z0123456789ABC',
      Name: domain.name,
      Type: 'A',
      AliasTarget: { DNSName: anything, HostedZoneId: anything },
    });
  });

  it('is nowhere unless it is configured', () => {
    for (const type of ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'])
      controlPlane.resourceCountIs(type, 0);
  });
});
