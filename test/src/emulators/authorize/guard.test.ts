import { randomUUID } from 'node:crypto';
import { CodeBuildClient, BatchGetProjectsCommand } from '@aws-sdk/client-codebuild';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DeleteClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { KeyRing } from '../../../../src/emulators/authorize/key-ring';
import type { JudgedCall } from '../../../../src/emulators/authorize/judge-call';
import type { Front } from '../../../../src/emulators/front/start-front';
import { startTargetFront } from '../../../../src/emulators/target-front/start-target-front';
import type { Emulator } from '../../../../src/local/emulator';
import { account, region } from '../../../../src/local/hub';
import { startEmulator } from '../../../support/aws/aws-workspace';

const owner = { accessKeyId: 'owner', secretAccessKey: 'local' };
const runner = { accessKeyId: 'runner', secretAccessKey: 'local' };
const stranger = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'local' };
const runnerArn = `arn:aws:iam::${account}:role/runner`;
const mayAssume = {
  Version: '2012-10-17',
  Effect: 'Allow',
  Action: ['sts:AssumeRole'],
  Resource: [`arn:aws:iam::${account}:role/worker-*`],
  Condition: {},
} as const;

const keys = new KeyRing([
  { key: owner, holder: { kind: 'owner' } },
  {
    key: runner,
    holder: {
      kind: 'granted',
      principal: { arn: runnerArn, account },
      statements: [structuredClone(mayAssume)] as never,
    },
  },
]);

let emulator: Emulator;
let front: Front;
const judged: JudgedCall[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  front = await startTargetFront(emulator.url, {
    account,
    region,
    keys,
    onCall: (one) => judged.push(one),
  });
}, 60_000);
afterAll(async () => {
  await front.close();
  await emulator.close();
});

type Keys = typeof owner & { sessionToken?: string };

/** Clients of the front as whoever has these keys. */
function as(credentials: Keys) {
  const at = { endpoint: front.url, region, credentials, maxAttempts: 1 };
  return {
    ec2: new EC2Client(at),
    iam: new IAMClient(at),
    sts: new STSClient(at),
    s3: new S3Client({ ...at, forcePathStyle: true }),
    dynamoDb: new DynamoDBClient(at),
    codeBuild: new CodeBuildClient(at),
    ecs: new ECSClient(at),
  };
}

const documentOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
const trust = (Principal: object, Condition: object = {}) =>
  documentOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition });
const byAccount = trust({ AWS: account }, { StringEquals: { 'sts:ExternalId': 'secret' } });

async function makeRole(
  statements: object[],
  AssumeRolePolicyDocument = byAccount,
  RoleName = `worker-${randomUUID().slice(0, 8)}`,
): Promise<string> {
  const { iam } = as(owner);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (statements.length > 0)
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: documentOf(...statements) }),
    );
  return RoleName;
}

function assuming(role: string, more: { ExternalId?: string; Policy?: string } = { ExternalId: 'secret' }) {
  const input = { RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName: 'run', ...more };
  return as(runner).sts.send(new AssumeRoleCommand(input));
}

async function session(role: string, Policy?: string): Promise<Keys> {
  const { Credentials } = await assuming(role, {
    ExternalId: 'secret',
    ...(Policy === undefined ? {} : { Policy }),
  });
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: Error & { Code?: string }) => ({ name: error.name, message: error.message }),
  );

const calls = (clients: ReturnType<typeof as>): [service: string, call: () => Promise<unknown>][] => [
  ['EC2', () => clients.ec2.send(new DescribeVpcsCommand())],
  ['IAM', () => clients.iam.send(new GetRoleCommand({ RoleName: 'worker-x' }))],
  ['S3', () => clients.s3.send(new ListBucketsCommand())],
  ['an object of S3', () => clients.s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))],
  ['DynamoDB', () => clients.dynamoDb.send(new DescribeTableCommand({ TableName: 't' }))],
  ['CodeBuild', () => clients.codeBuild.send(new BatchGetProjectsCommand({ names: ['p'] }))],
];

describe('the guard before an emulator', () => {
  it("refuses a key that it does not know, in each protocol's own words", async () => {
    const refused = await Promise.all(
      calls(as(stranger)).map(async ([service, call]) => [service, (await refusalOf(call()))?.name]),
    );

    expect(Object.fromEntries(refused)).toEqual({
      EC2: 'AuthFailure',
      IAM: 'InvalidClientTokenId',
      S3: 'InvalidAccessKeyId',
      'an object of S3': 'InvalidAccessKeyId',
      DynamoDB: 'UnrecognizedClientException',
      CodeBuild: 'UnrecognizedClientException',
    });
  });

  it("refuses a key whose secret the caller does not have, in each protocol's own words", async () => {
    const forger = as({ ...runner, secretAccessKey: 'guess' });

    const refused = await Promise.all(
      calls(forger).map(async ([service, call]) => [service, (await refusalOf(call()))?.name]),
    );

    expect(Object.fromEntries(refused)).toEqual({
      EC2: 'AuthFailure',
      IAM: 'SignatureDoesNotMatch',
      S3: 'SignatureDoesNotMatch',
      'an object of S3': 'SignatureDoesNotMatch',
      DynamoDB: 'InvalidSignatureException',
      CodeBuild: 'InvalidSignatureException',
    });
  });

  it("refuses a session that has ended, in each protocol's own words", async () => {
    const key = { accessKeyId: 'ASIAENDED', secretAccessKey: 'local', sessionToken: 'token' };
    const holder = {
      kind: 'session' as const,
      principal: { arn: runnerArn, account },
      role: 'r',
      roles: { of: () => Promise.reject(new Error('Nobody asks what an ended session may do')) },
      policy: null,
    };
    keys.add({ key, holder, until: new Date(Date.now() - 1) });

    const refused = await Promise.all(
      calls(as(key)).map(async ([service, call]) => [service, (await refusalOf(call()))?.name]),
    );

    expect(Object.fromEntries(refused)).toEqual({
      EC2: 'RequestExpired',
      IAM: 'ExpiredToken',
      S3: 'ExpiredToken',
      'an object of S3': 'ExpiredToken',
      DynamoDB: 'ExpiredTokenException',
      CodeBuild: 'ExpiredTokenException',
    });
  });

  it('hides from who may not list a bucket that an object is not there', async () => {
    const Bucket = `bucket-${randomUUID()}`;
    await as(owner).s3.send(new CreateBucketCommand({ Bucket }));
    const absent = async (...actions: string[]) => {
      const reader = as(await session(await makeRole([allow(actions)])));
      return (await refusalOf(reader.s3.send(new GetObjectCommand({ Bucket, Key: 'nothing' }))))?.name;
    };

    expect(await absent('s3:GetObject')).toBe('AccessDenied');
    expect(await absent('s3:GetObject', 's3:ListBucket')).toBe('NoSuchKey');
  });

  it("refuses what no policy allows, in each protocol's own words, and names who, what and on what", async () => {
    const worker = as(await session(await makeRole([allow('sqs:*')])));

    const refused = await Promise.all(
      calls(worker).map(async ([service, call]) => [service, await refusalOf(call())] as const),
    );

    expect(Object.fromEntries(refused.map(([service, refusal]) => [service, refusal?.name]))).toEqual({
      EC2: 'UnauthorizedOperation',
      IAM: 'AccessDenied',
      S3: 'AccessDenied',
      'an object of S3': 'AccessDenied',
      DynamoDB: 'AccessDeniedException',
      CodeBuild: 'AccessDeniedException',
    });
    const session_ = /User: arn:aws:sts::\d+:assumed-role\/worker-\w+\/run is not authorized to perform: /;
    for (const [, refusal] of refused) expect(refusal?.message).toMatch(session_);
    const table = refused.find(([service]) => service === 'DynamoDB')?.[1]?.message;
    expect(table).toMatch(
      /dynamodb:DescribeTable on resource: arn:aws:dynamodb:us-east-1:123456789012:table\/t because no identity-based policy allows the dynamodb:DescribeTable action$/,
    );
  });

  it('opens no session but for whom the role trusts, with what it demands', async () => {
    const role = await makeRole([allow('ec2:*')]);
    const others = await makeRole([allow('ec2:*')], trust({ AWS: '210987654321' }));

    const without = await refusalOf(assuming(role, {}));
    const wrong = await refusalOf(assuming(role, { ExternalId: 'guess' }));
    const untrusted = await refusalOf(assuming(others));
    const missing = await refusalOf(assuming('worker-nowhere'));
    const notOurs = await refusalOf(assuming('other'));
    const opened = await session(role);

    for (const refused of [without, wrong, untrusted, missing, notOurs])
      expect(refused?.name).toBe('AccessDenied');
    expect(opened.accessKeyId).toMatch(/^ASIA/);
  });

  it('knows who asks by the ARN of the role, so that a trust by ARN outlives the role and lets nobody else in', async () => {
    const trustBy = (arn: string) => trust({ AWS: account }, { ArnEquals: { 'aws:PrincipalArn': arn } });
    const ours = await makeRole([allow('ec2:*')], trustBy(runnerArn));
    const another = await makeRole([allow('ec2:*')], trustBy(`${runnerArn}-of-another-stage`));

    const opened = await assuming(ours, {});
    const refused = await refusalOf(assuming(another, {}));

    expect(opened.Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(refused?.message).toMatch(
      /not authorized to perform: sts:AssumeRole .* because no role trust policy allows/,
    );
  });

  it('writes no trust policy that names a role that is not there', async () => {
    const nowhere = trust({ AWS: `arn:aws:iam::${account}:role/worker-nowhere` });
    const there = await makeRole([]);
    const update = new UpdateAssumeRolePolicyCommand({ RoleName: there, PolicyDocument: nowhere });

    const made = await refusalOf(makeRole([], nowhere));
    const changed = await refusalOf(as(owner).iam.send(update));

    const refusal = {
      name: 'MalformedPolicyDocumentException',
      message: `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:role/worker-nowhere"`,
    };
    expect([made, changed]).toEqual([refusal, refusal]);
  });

  it('does not trust a role that was made anew under the name of one that was trusted', async () => {
    const { iam } = as(owner);
    const arnOf = (role: string) => `arn:aws:iam::${account}:role/${role}`;
    const trusted = await makeRole([allow('sts:AssumeRole')]);
    const trusting = await makeRole([], trust({ AWS: arnOf(trusted) }));
    const enter = async () => {
      const request = new AssumeRoleCommand({ RoleArn: arnOf(trusting), RoleSessionName: 'run' });
      return refusalOf(as(await session(trusted)).sts.send(request));
    };

    const before = await enter();
    await iam.send(new DeleteRolePolicyCommand({ RoleName: trusted, PolicyName: 'own' }));
    await iam.send(new DeleteRoleCommand({ RoleName: trusted }));
    await makeRole([allow('sts:AssumeRole')], byAccount, trusted);
    const after = await enter();
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: trusting }));

    expect(before).toBeUndefined();
    expect(after?.name).toBe('AccessDenied');
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toMatch(/"AWS":"AROA\w+"/);
  });

  it('lets everybody ask who they are, a session under a policy of its own too', async () => {
    const keys = await session(await makeRole([allow('ec2:*')]), documentOf(allow('ec2:DescribeVpcs')));

    const identity = await as(keys).sts.send(new GetCallerIdentityCommand());
    const looked = await as(keys).ec2.send(new DescribeVpcsCommand());
    const made = await refusalOf(as(keys).ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })));

    expect(identity.Account).toBe(account);
    expect(looked.Vpcs).toBeDefined();
    expect(made?.message).toMatch(/because no session policy allows the ec2:CreateVpc action/);
  });

  it('sees the tags that a call gives, the right to give them, and the tags of what exists', async () => {
    const managed = { StringEquals: { 'aws:RequestTag/idp:managed': 'true' } };
    const own = { StringEquals: { 'aws:ResourceTag/idp:managed': 'true' } };
    const onCreate = { StringEquals: { 'ec2:CreateAction': 'CreateVpc' } };
    const role = await makeRole([
      allow('ec2:CreateVpc', { Condition: managed }),
      allow('ec2:CreateTags', { Condition: onCreate }),
      allow('ec2:DeleteVpc', { Condition: own }),
    ]);
    const { ec2 } = as(await session(role));
    const tagged = (value: string) => [
      { ResourceType: 'vpc' as const, Tags: [{ Key: 'idp:managed', Value: value }] },
    ];
    const create = (TagSpecifications?: ReturnType<typeof tagged>) =>
      ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', TagSpecifications }));
    const foreign = await as(owner).ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const mark = new CreateTagsCommand({
      Resources: [foreign.Vpc?.VpcId ?? ''],
      Tags: [{ Key: 'idp:managed', Value: 'true' }],
    });

    const untagged = await refusalOf(create());
    const wrong = await refusalOf(create(tagged('false')));
    const made = await create(tagged('true'));
    const foreignGone = await refusalOf(ec2.send(new DeleteVpcCommand({ VpcId: foreign.Vpc?.VpcId })));
    const claimed = await refusalOf(ec2.send(mark));
    await ec2.send(new DeleteVpcCommand({ VpcId: made.Vpc?.VpcId }));

    for (const refused of [untagged, wrong, foreignGone, claimed])
      expect(refused?.name).toBe('UnauthorizedOperation');
  });

  it('reads the tags of what exists in the list of all tags, where its service has no other way', async () => {
    const own = { StringEquals: { 'aws:ResourceTag/idp:managed': 'true' } };
    const role = await makeRole([allow('ecs:*', { Condition: own })]);
    const [theirs, ours] = [as(owner).ecs, as(await session(role)).ecs];
    const tags = [{ key: 'idp:managed', value: 'true' }];
    await theirs.send(new CreateClusterCommand({ clusterName: 'ours', tags }));
    const others = [{ key: 'team', value: 'orders' }];
    await theirs.send(new CreateClusterCommand({ clusterName: 'theirs', tags: others }));

    const refused = await refusalOf(ours.send(new DeleteClusterCommand({ cluster: 'theirs' })));
    const { cluster } = await ours.send(new DeleteClusterCommand({ cluster: 'ours' }));

    expect(refused?.message).toContain('not authorized to perform: ecs:DeleteCluster');
    expect(cluster?.clusterName).toBe('ours');
  });

  it('judges by what the policies are now', async () => {
    const role = await makeRole([allow('ec2:DescribeVpcs')]);
    const { ec2 } = as(await session(role));
    const look = () => ec2.send(new DescribeVpcsCommand());

    await look();
    await as(owner).iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: 'own' }));
    const after = await refusalOf(look());

    expect(after?.name).toBe('UnauthorizedOperation');
  });

  it('shows every call with who made it and what was asked', async () => {
    const role = await makeRole([allow('ec2:DescribeVpcs')]);
    const { ec2 } = as(await session(role));
    judged.length = 0;

    await ec2.send(new DescribeVpcsCommand());

    expect(judged).toMatchObject([
      {
        holder: { kind: 'session', role },
        service: 'ec2',
        needs: [{ action: 'ec2:DescribeVpcs', resource: '*' }],
        refusal: null,
      },
    ]);
  });
});
