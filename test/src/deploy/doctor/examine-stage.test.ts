import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { loadConfig } from '../../../../lib/config/load-config';
import { examineStage } from '../../../../src/deploy/doctor/examine-stage';
import { templateTypes } from '../../../../src/deploy/doctor/template-types';
import { makeProvisionerRole, provisionerRole } from '../../../../src/local/roles/provisioner-role';
import { startOwnedFront } from '../../../support/aws/owned-front';
import type { Front } from '../../../../src/emulators/front/start-front';
import { type HubBuckets, startHubBuckets } from '../../../support/aws/hub-buckets';
import { type Allowed, bootstrap as bootstrapAt, startAccount } from '../../../support/aws/stage-account';

const allowed: Allowed = { builds: 60, unreserved: 1_000, reserved: {} };

let emulator: HubBuckets;
let account: Awaited<ReturnType<typeof startAccount>>;
let folder: string;
let front: Front;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-stage-'));
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  account = await startAccount(allowed);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await front?.close();
  await Promise.all([emulator?.close(), account?.close()]);
});
beforeEach(() => {
  Object.assign(allowed, { builds: 60, unreserved: 1_000, reserved: {} });
});

/** Each test has a region of its own, as the emulator keeps what others put there. */
async function examine(region: string, changes: Record<string, unknown> = {}) {
  const file = join(folder, `${region}.json`);
  writeFileSync(file, JSON.stringify({ ...loadConfig('config/dev.json'), region, ...changes }));
  return examineStage(file, clientsIn);
}

function clientsIn(region: string) {
  const here = { endpoint: emulator.url, region, credentials: account.quotas.credentials, maxAttempts: 1 };
  return {
    sts: new STSClient(here),
    ssm: new SSMClient(here),
    quotas: new ServiceQuotasClient({ ...account.quotas, region }),
    lambda: new LambdaClient({ ...account.lambda, region }),
    cloudFormation: new CloudFormationClient(here),
    iam: new IAMClient({ ...here, endpoint: front.url }),
  };
}

const bootstrap = (region: string, version: number) => bootstrapAt(emulator.url, region, version);

const bad = (findings: Awaited<ReturnType<typeof examineStage>>) => findings.filter(({ ok }) => !ok);

describe('the account of a stage', () => {
  it('is well when all that a deployment needs is there', async () => {
    await bootstrap('eu-west-1', 21);

    const findings = await examine('eu-west-1', { account: '123456789012' });

    expect(bad(findings)).toEqual([]);
    expect(findings.map(({ check, detail }) => [check, detail.split(' (')[0]])).toEqual([
      ['configuration', 'dev'],
      ['identity', expect.stringContaining('123456789012')],
      ['CDK bootstrap', 'version 21 in eu-west-1'],
      ['names', 'leasehold-dev-runner-euw1'],
      ['lambda quota', '1000'],
      ['codebuild quota', '60'],
      ['target dev', expect.stringContaining('belongs to the account 111122223333')],
    ]);
  });

  it('is not looked at with the credentials of another', async () => {
    const findings = await examine('eu-west-1', { account: '999999999999' });

    expect(findings.map(({ check }) => check)).toEqual(['configuration', 'identity']);
    expect(bad(findings)).toMatchObject([
      { detail: expect.stringMatching(/does not belong to the account 999999999999$/) },
    ]);
  });

  it.each([
    ['does not exist', undefined, 'CDK is not bootstrapped in '],
    ['is too old', 5, 'the bootstrap stack is version 5, and must be 6 or later'],
  ])('needs a CDK bootstrap: %s', async (_what, version, detail) => {
    const region = version === undefined ? 'eu-west-2' : 'eu-west-3';
    if (version !== undefined) await bootstrap(region, version);

    expect(bad(await examine(region))).toMatchObject([
      {
        check: 'CDK bootstrap',
        detail: expect.stringContaining(detail),
        advice: [`Run: npx cdk bootstrap aws://<account>/${region}`],
      },
    ]);
  });

  it.each([
    [60, '60 (10 provisions and 10 destroys at once)', 0],
    [4, '4 (2 provisions and 2 destroys at once)', 0],
    [3, '3 (one provision and one destroy at once)', 1],
    [1, '1 (one run at once: a destroy waits for a provision)', 1],
  ])(
    'takes at most half of the builds that it allows, %s, and says what is weaker',
    async (builds, detail, advised) => {
      await bootstrap('us-west-2', 21);
      allowed.builds = builds;

      const found = (await examine('us-west-2')).find(({ check }) => check === 'codebuild quota');

      expect(found).toMatchObject({ ok: true, detail });
      expect(found?.advice).toHaveLength(advised);
    },
  );

  it('needs one build at least', async () => {
    await bootstrap('us-west-2', 21);
    allowed.builds = 0;

    expect(bad(await examine('us-west-2'))).toMatchObject([
      { check: 'codebuild quota', advice: [expect.stringContaining('Service Quotas')] },
    ]);
  });

  it.each([
    ['has no more than AWS keeps unreserved', 101, {}, 'nothing is reserved for the sweep'],
    ['is new, with ten in all', 10, {}, 'nothing is reserved for the sweep'],
    ['has just enough', 102, {}, '2 are reserved for the sweep'],
    ['has enough, since the stage has its own already', 100, { 'leasehold-dev-sweep': 2 }, '2 are reserved'],
  ])(
    'reserves executions only where AWS allows it: one that %s',
    async (_which, unreserved, reserved, detail) => {
      await bootstrap('us-west-2', 21);
      Object.assign(allowed, { unreserved, reserved });

      const found = (await examine('us-west-2')).find(({ check }) => check === 'lambda quota');

      expect(found).toMatchObject({ ok: true, detail: expect.stringContaining(detail) });
      expect(found?.advice).toHaveLength(detail.startsWith('nothing') ? 1 : 0);
    },
  );

  it('is told of in AWS words where it may not be looked at', async () => {
    await bootstrap('us-east-2', 21);
    allowed.builds = undefined;

    expect(bad(await examine('us-east-2'))).toMatchObject([
      { check: 'codebuild quota', detail: expect.stringContaining('AccessDeniedException') },
    ]);
  });

  it('is not looked at for a configuration that is wrong, whose mistakes are named', async () => {
    const findings = await examine('eu-west-1', { stage: 'Dev' });

    expect(findings).toMatchObject([
      { check: 'configuration', ok: false, detail: expect.stringContaining('stage: must be 2 to 10') },
    ]);
  });
});

describe('the names of a stage', () => {
  const trust = { Version: '2012-10-17', Statement: [] };
  const namesIn = async (region: string, changes: Record<string, unknown> = {}) => {
    await bootstrap(region, 21);
    return (await examine(region, changes)).find(({ check }) => check === 'names');
  };
  const deployed = async (region: string, stage: string, RoleName: string) => {
    const Properties = { RoleName, AssumeRolePolicyDocument: trust };
    const TemplateBody = JSON.stringify({ Resources: { Runner: { Type: 'AWS::IAM::Role', Properties } } });
    const StackName = `leasehold-${stage}-control-plane`;
    await clientsIn(region).cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }));
  };

  it('keep the role that targets trust, and say how where the configuration would rename it', async () => {
    await deployed('eu-north-1', 'older', 'leasehold-older-runner');

    expect(await namesIn('eu-north-1', { stage: 'older' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('runs as leasehold-older-runner'),
      advice: ['Set "accountNames": "plain" in the configuration.'],
    });
    expect(await namesIn('eu-north-1', { stage: 'older', accountNames: 'plain' })).toMatchObject({
      ok: true,
    });
  });

  it('are free in a region beside a stage of the same name, and taken where they do not name the region', async () => {
    await deployed('eu-south-1', 'twice', 'leasehold-twice-runner');

    expect(await namesIn('eu-south-2', { stage: 'twice' })).toMatchObject({
      ok: true,
      detail: 'leasehold-twice-runner-eus2',
    });
    expect(await namesIn('eu-south-2', { stage: 'twice', accountNames: 'plain' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('it was not created by a stack of this stage'),
      advice: [expect.stringContaining('"accountNames": "regional"')],
    });
  });
});

describe('a target in the account of the stage', () => {
  const region = 'us-east-1';
  const account = '123456789012';
  const examineTarget = async (more: Record<string, unknown>) => {
    const permissionsBoundary = `arn:aws:iam::${account}:policy/${provisionerRole}-environment-boundary`;
    const own = { role: provisionerRole, externalId: 'x-y', permissionsBoundary };
    const target = { name: 'here', account, region, ...own, ...more };
    const findings = await examine(region, { targets: [target] });
    return findings.find(({ check }) => check === 'target here');
  };

  beforeAll(async () => {
    await bootstrap(region, 21);
    await makeProvisionerRole(process.cwd(), emulator.url);
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const { iam } = clientsIn(region);
    await iam.send(new CreateRoleCommand({ RoleName: 'poor', AssumeRolePolicyDocument }));
    const Statement = [{ Effect: 'Allow', Action: ['iam:*', 'ec2:*'], Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'poor', PolicyName: 'own', PolicyDocument }));
  });

  it('is well when its role may destroy all that the templates make', async () => {
    expect(await examineTarget({})).toMatchObject({
      ok: true,
      detail: `arn:aws:iam::${account}:role/${provisionerRole} may create, read and destroy all ${templateTypes('terraform').length} types that the templates use`,
    });
  });

  it('is not well when its role may not, and the actions are named', async () => {
    expect(await examineTarget({ role: 'poor' })).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/role\/poor may not create what is planned: it lacks \w+:\w+ on /),
    });
  });

  it('is not well when its role is not there', async () => {
    expect(await examineTarget({ role: 'nobody' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('IAM has no role arn:aws:iam::123456789012:role/nobody'),
    });
  });
});

describe('the types that templates make', () => {
  it("are those of developers' templates and of the modules they use, and none of what only admins ask for", () => {
    const types = templateTypes('terraform');

    expect(types).toEqual(expect.arrayContaining(['aws_vpc', 'aws_db_instance', 'aws_ecs_service']));
    expect(types).not.toContain('aws_ecr_repository');
    expect(types).not.toContain('aws_iam_openid_connect_provider');
  });

  it('are asked of a checkout', () => {
    expect(() => templateTypes(folder)).toThrow('does not exist');
  });
});

describe('an issuer of a stage', () => {
  const answers: Record<string, unknown> = {};
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer));
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await bootstrap('ca-central-1', 21);
  });
  beforeEach(() => {
    answers['/.well-known/openid-configuration'] = { issuer: url, jwks_uri: `${url}/keys` };
    answers['/keys'] = { keys: [{ kty: 'RSA' }] };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const examineIssuer = async (more: Record<string, unknown> = {}) => {
    const issuers = [{ name: 'corp', issuer: url, audience: 'leasehold', kind: 'person', ...more }];
    return (await examine('ca-central-1', { issuers })).at(-1);
  };

  it('is well when it publishes keys under its own name', async () => {
    expect(await examineIssuer()).toMatchObject({ check: `issuer ${url}`, ok: true, detail: '1 key' });
  });

  it.each([
    ['answers nothing', () => delete answers['/.well-known/openid-configuration'], 'it returned 404'],
    [
      'is another one',
      () =>
        (answers['/.well-known/openid-configuration'] = { issuer: 'https://other', jwks_uri: `${url}/keys` }),
      'belongs to the issuer https://other',
    ],
    ['has no key', () => (answers['/keys'] = { keys: [] }), 'not a valid OpenID Connect'],
  ])('is not well when it %s', async (_what, spoil, detail) => {
    spoil();

    expect(await examineIssuer()).toMatchObject({ ok: false, detail: expect.stringContaining(detail) });
  });

  it('is told of with the cause when it cannot be reached', async () => {
    const finding = await examineIssuer({ jwksUri: 'http://127.0.0.1:9/keys' });

    expect(finding).toMatchObject({ ok: false, detail: expect.stringMatching(/cannot be used: \S/) });
  });
});
