import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { loadConfig } from '../../../../lib/config/load-config';
import { examineStage } from '../../../../src/deploy/doctor/examine-stage';
import { templateTypes } from '../../../../src/deploy/doctor/template-types';
import { makeProvisionerRole, provisionerRole } from '../../../../src/local/provisioner-role';
import { startOwnedFront } from '../../../support/aws/owned-front';
import type { TargetFront } from '../../../../src/emulators/target-front/start-target-front';
import { type HubBuckets, startHubBuckets } from '../../../support/aws/hub-buckets';
import { refuse, startScripted } from '../../../support/aws/scripted-service';

const parameter = '/cdk-bootstrap/hnb659fds/version';
const builds = 'Concurrently running builds for ARM/Small environment';
const values: Record<string, { QuotaName: string; Value: number }[]> = {};

let emulator: HubBuckets;
let quotas: Awaited<ReturnType<typeof startScripted>>;
let folder: string;
let front: TargetFront;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-stage-'));
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  quotas = await startScripted(
    { targetPrefix: 'ServiceQuotasV20190624', contentType: 'application/x-amz-json-1.1' },
    {
      ListServiceQuotas: ({ ServiceCode }) => ({
        Quotas: values[String(ServiceCode)] ?? refuse('AccessDeniedException'),
      }),
    },
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await front?.close();
  await Promise.all([emulator?.close(), quotas?.close()]);
});
beforeEach(() => {
  values['lambda'] = [{ QuotaName: 'Concurrent executions', Value: 1_000 }];
  values['codebuild'] = [
    { QuotaName: 'Concurrently running builds for Linux/Small environment', Value: 1 },
    { QuotaName: builds, Value: 60 },
  ];
});

/** Each test has a region of its own, as the emulator keeps what others put there. */
async function examine(region: string, changes: Record<string, unknown> = {}) {
  const file = join(folder, `${region}.json`);
  writeFileSync(file, JSON.stringify({ ...loadConfig('config/dev.json'), region, ...changes }));
  return examineStage(file, clientsIn);
}

function clientsIn(region: string) {
  const here = { endpoint: emulator.url, region, credentials: quotas.client.credentials, maxAttempts: 1 };
  return {
    sts: new STSClient(here),
    ssm: new SSMClient(here),
    quotas: new ServiceQuotasClient({ ...quotas.client, region }),
    iam: new IAMClient({ ...here, endpoint: front.url }),
  };
}

async function bootstrap(region: string, version: number): Promise<void> {
  const { ssm } = clientsIn(region);
  await ssm.send(new PutParameterCommand({ Name: parameter, Value: String(version), Type: 'String' }));
}

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
      ['lambda quota', '1000'],
      ['codebuild quota', '60'],
      ['target dev', expect.stringContaining('is of the account 111122223333')],
    ]);
  });

  it('is not looked at with the credentials of another', async () => {
    const findings = await examine('eu-west-1', { account: '999999999999' });

    expect(findings.map(({ check }) => check)).toEqual(['configuration', 'identity']);
    expect(bad(findings)).toMatchObject([
      { detail: expect.stringMatching(/is not of the account 999999999999$/) },
    ]);
  });

  it.each([
    ['is not there', undefined, 'CDK is not bootstrapped in '],
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

  it('needs room for functions and builds, and says how much and where to ask', async () => {
    await bootstrap('us-west-2', 21);
    values['lambda'] = [{ QuotaName: 'Concurrent executions', Value: 10 }];
    values['codebuild'] = [{ QuotaName: builds, Value: 1 }];

    expect(bad(await examine('us-west-2'))).toMatchObject([
      {
        check: 'lambda quota',
        detail: expect.stringContaining('10, and 102 are needed'),
        advice: ["Ask for more of 'Concurrent executions' of lambda in Service Quotas."],
      },
      { check: 'codebuild quota', detail: expect.stringContaining('1, and 2 are needed') },
    ]);
  });

  it('is told of in AWS words where it may not be looked at', async () => {
    await bootstrap('us-east-2', 21);
    delete values['lambda'];

    expect(bad(await examine('us-east-2'))).toMatchObject([
      { check: 'lambda quota', detail: expect.stringContaining('AccessDeniedException') },
    ]);
  });

  it('is not looked at for a configuration that is wrong, whose mistakes are named', async () => {
    const findings = await examine('eu-west-1', { stage: 'Dev' });

    expect(findings).toMatchObject([
      { check: 'configuration', ok: false, detail: expect.stringContaining('stage: must be 2 to 10') },
    ]);
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
      detail: `arn:aws:iam::${account}:role/${provisionerRole} may make, read and destroy all ${templateTypes('terraform').length} types that the templates make`,
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
      detail: expect.stringContaining('IAM does not know arn:aws:iam::123456789012:role/nobody'),
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
    expect(() => templateTypes(folder)).toThrow('is not there');
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
    expect(await examineIssuer()).toMatchObject({ check: `issuer ${url}`, ok: true, detail: '1 keys' });
  });

  it.each([
    ['answers nothing', () => delete answers['/.well-known/openid-configuration'], 'it returned 404'],
    [
      'is another one',
      () =>
        (answers['/.well-known/openid-configuration'] = { issuer: 'https://other', jwks_uri: `${url}/keys` }),
      'is of the issuer https://other',
    ],
    ['has no key', () => (answers['/keys'] = { keys: [] }), 'not what OpenID Connect says'],
  ])('is not well when it %s', async (_what, spoil, detail) => {
    spoil();

    expect(await examineIssuer()).toMatchObject({ ok: false, detail: expect.stringContaining(detail) });
  });

  it('is told of with the cause when it cannot be reached', async () => {
    const finding = await examineIssuer({ jwksUri: 'http://127.0.0.1:9/keys' });

    expect(finding).toMatchObject({ ok: false, detail: expect.stringMatching(/cannot be used: \S/) });
  });
});
