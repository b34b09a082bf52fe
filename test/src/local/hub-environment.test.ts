import { noLimits } from '../../../src/domain/limits/limits';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { buildDeps } from '../../../lambdas/_edge/deps';
import { ControlConfig, IssuersConfig } from '../../../src/config/hub';
import { readConfig } from '../../../src/config/read-config';
import { OfferedTargetsConfig } from '../../../src/config/target';
import { readSettings } from '../../../src/config/settings';
import { hubDocument, hubEnvironment, type HubSettings } from '../../../src/local/hub-environment';
import { openTarget } from '../../support/builders/targets';
import { createLocalIssuer } from '../../../src/emulators/issuer/local-issuer';

const target = { ...openTarget, regions: [], endpoint: 'http://127.0.0.1:9' };
const settingsOf = async () => ({
  account: '123456789012',
  targets: [target],
  issuers: [(await createLocalIssuer('http://127.0.0.1:9')).issuer],
  signIn: { issuer: 'http://127.0.0.1:9', clientId: 'leasehold', scopes: ['openid'], redirectPorts: [] },
  selfApproval: 'allowed' as const,
  imageRepositories: [],
  imageFindings: { refuse: 'critical' as const, exempt: [] },
  policy: { version: 'none', rules: [] },
  publishing: {
    engine: { name: 'terraform' as const, version: '1.11.4' },
    platform: 'linux_arm64',
    services: [],
  },
  limits: noLimits,
  checkInterval: 'off' as const,
  clockFile: '/tmp/clock',
  receivers: 'public' as const,
  url: 'http://127.0.0.1:9',
});
const endpointsAt = (url: string) => ({
  dynamoDb: `${url}/dynamodb`,
  emulator: `${url}/emulator`,
  stepFunctions: `${url}/sfn`,
  codeBuild: `${url}/codebuild`,
  events: `${url}/events`,
});

/** What a process reads: its own variables and those of the document that they name. */
function whole(given: Record<string, string>, settings: HubSettings): Record<string, string | undefined> {
  const { text } = hubDocument(settings);
  return { ...readSettings(Buffer.from(text), given['LEASEHOLD_SETTINGS'] ?? ''), ...given };
}

it('configures every handler whole', async () => {
  const settings = await settingsOf();
  const env = whole(hubEnvironment('api', endpointsAt('http://127.0.0.1:9'), settings), settings);

  expect(readConfig(OfferedTargetsConfig, env).LEASEHOLD_TARGETS).toEqual(settings.targets);
  const authorizer = whole(
    hubEnvironment('authorizer', endpointsAt('http://127.0.0.1:9'), settings),
    settings,
  );
  expect(readConfig(IssuersConfig, authorizer).LEASEHOLD_ISSUERS).toEqual(
    settings.issuers.map((issuer) => ({ ...issuer, former: true })),
  );
  expect(readConfig(ControlConfig, env)).toMatchObject({
    LEASEHOLD_STAGE: 'local',
    LEASEHOLD_SELF_APPROVAL: 'allowed',
  });
  expect(env.LEASEHOLD_STATE_MACHINE_PREFIX).toBe(
    'arn:aws:states:us-east-1:123456789012:stateMachine:leasehold-local-',
  );
  expect(env.AWS_ACCESS_KEY_ID).toBe('leasehold-api');
  expect(env).not.toHaveProperty('AWS_ENDPOINT_URL');
});

it('keeps what the runner may not reach out of its environment', async () => {
  const { stepFunctions: _s, codeBuild: _c, ...reachable } = endpointsAt('http://127.0.0.1:9');

  const names = Object.keys(hubEnvironment('runner', reachable, await settingsOf()));

  expect(names.filter((name) => /SFN|CODEBUILD/.test(name))).toEqual([]);
});

describe('the SDK', () => {
  const before = { ...process.env };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(400).end();
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = await settingsOf();
    Object.assign(process.env, whole(hubEnvironment('sweep', endpointsAt(url), settings), settings));
  });
  afterAll(() => {
    process.env = before;
    server.closeAllConnections();
    server.close();
  });

  it.each<[string, { send: (command: never) => Promise<unknown> }, object, string]>([
    ['DynamoDB', new DynamoDBClient({}), new ListTablesCommand({}), '/dynamodb'],
    ['S3', new S3Client({}), new ListBucketsCommand({}), '/emulator'],
    ['CloudWatch Logs', new CloudWatchLogsClient({}), new DescribeLogGroupsCommand({}), '/emulator'],
    ['EventBridge', new EventBridgeClient({}), new ListRulesCommand({}), '/events'],
    ['Step Functions', new SFNClient({}), new ListStateMachinesCommand({}), '/sfn'],
    ['CodeBuild', new CodeBuildClient({}), new BatchGetBuildsCommand({ ids: ['x'] }), '/codebuild'],
  ])('of a handler finds %s where the hub has it', async (_service, client, command, path) => {
    asked.length = 0;
    await client.send(command as never).catch(() => undefined);

    expect(asked[0]).toMatch(new RegExp(`^${path}(/|\\?|$)`));
  });

  it('is all that a handler needs to build its dependencies', () => {
    expect(buildDeps().deployedTargets).toEqual([target]);
  });
});
