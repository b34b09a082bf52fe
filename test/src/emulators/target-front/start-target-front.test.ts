import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  paginateSimulatePrincipalPolicy,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { startOwnedFront } from '../../../support/aws/owned-front';
import type { Front } from '../../../../src/emulators/front/start-front';
import { s3ClientFor, startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

let emulator: HubBuckets;
let front: Front;
let iam: IAMClient;

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  iam = new IAMClient({ endpoint: front.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  iam.destroy();
  await front.close();
  await emulator.close();
});

const documentOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const trust = documentOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } });

async function createRole(name: string, ...statements: object[]): Promise<string> {
  const input = { RoleName: name, Path: '/teams/', AssumeRolePolicyDocument: trust };
  const { Role } = await iam.send(new CreateRoleCommand(input));
  const policy = { RoleName: name, PolicyName: 'own', PolicyDocument: documentOf(...statements) };
  await iam.send(new PutRolePolicyCommand(policy));
  return Role?.Arn ?? '';
}

async function createPolicy(name: string, ...statements: object[]): Promise<string> {
  const input = { PolicyName: name, PolicyDocument: documentOf(...statements) };
  return (await iam.send(new CreatePolicyCommand(input))).Policy?.Arn ?? '';
}

async function decisions(PolicySourceArn: string, ActionNames: string[], ResourceArns?: string[]) {
  const input = { PolicySourceArn, ActionNames, ResourceArns };
  const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(input));
  return EvaluationResults.flatMap((one) => {
    const ofEach = (one.ResourceSpecificResults ?? []).map((result) => {
      return [one.EvalActionName, result.EvalResourceName, result.EvalResourceDecision];
    });
    return ofEach.length > 0 ? ofEach : [[one.EvalActionName, one.EvalResourceName, one.EvalDecision]];
  });
}

const maySimulate = allow('iam:SimulatePrincipalPolicy');

describe('startTargetFront', () => {
  it("decides about a role by its own policies, by those attached to it, and by the boundary's", async () => {
    const role = await createRole('whole', maySimulate, allow('rds:*', 'arn:aws:rds:*:*:db:idp-*'));
    const attached = await createPolicy('attached', allow('ec2:Delete*'));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'whole', PolicyArn: attached }));
    const boundary = await createPolicy('boundary', maySimulate, allow('rds:*'));

    const before = await decisions(role, ['ec2:DeleteVpc']);
    await iam.send(
      new PutRolePermissionsBoundaryCommand({ RoleName: 'whole', PermissionsBoundary: boundary }),
    );
    const after = await decisions(role, ['ec2:DeleteVpc']);

    expect(before).toEqual([['ec2:DeleteVpc', '*', 'allowed']]);
    expect(after).toEqual([['ec2:DeleteVpc', '*', 'implicitDeny']]);
    const databases = ['arn:aws:rds:x:1:db:idp-foo', 'arn:aws:rds:x:1:db:other'];
    expect(await decisions(role, ['rds:DeleteDBInstance'], databases)).toEqual([
      ['rds:DeleteDBInstance', databases[0], 'allowed'],
      ['rds:DeleteDBInstance', databases[1], 'implicitDeny'],
    ]);
  });

  it('takes the context of the request into account', async () => {
    const tagged = { StringEquals: { 'aws:ResourceTag/idp:managed': 'true' } };
    const role = await createRole('tagged', maySimulate, { ...allow('ec2:*'), Condition: tagged });
    const ask = async (value: string) => {
      const entry = {
        ContextKeyName: 'aws:ResourceTag/idp:managed',
        ContextKeyType: 'string' as const,
        ContextKeyValues: [value],
      };
      const input = { PolicySourceArn: role, ActionNames: ['ec2:DeleteVpc'], ContextEntries: [entry] };
      const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand(input));
      return EvaluationResults?.[0]?.EvalDecision;
    };

    expect(await ask('true')).toBe('allowed');
    expect(await ask('false')).toBe('implicitDeny');
  });

  it('answers in pages', async () => {
    const role = await createRole('paged', maySimulate);
    const input = {
      PolicySourceArn: role,
      ActionNames: ['a:One', 'a:Two', 'a:Three'],
      ResourceArns: ['arn:aws:a:::x', 'arn:aws:a:::y'],
    };
    const sizes: number[] = [];

    for await (const page of paginateSimulatePrincipalPolicy({ client: iam, pageSize: 2 }, input))
      sizes.push(page.EvaluationResults?.length ?? 0);

    expect(sizes).toEqual([2, 1]);
  });

  it('refuses a role that may not simulate itself, one that is not there, and what is no role', async () => {
    const role = await createRole('blind', allow('ec2:*'));
    const nobody = role.replace('blind', 'nobody');

    await expect(decisions(role, ['ec2:DeleteVpc'])).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(decisions(nobody, ['ec2:DeleteVpc'])).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(decisions('arn:aws:iam::123456789012:root', ['a:B'])).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });

  it('fails, and does not guess, where a policy holds what it cannot evaluate', async () => {
    const odd = allow('ec2:*', 'arn:aws:ec2:${aws:PrincipalTag/region}:123456789012:vpc/*');
    const role = await createRole('odd', maySimulate, odd);

    await expect(decisions(role, ['ec2:DeleteVpc'])).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  it('passes everything else on as it is: other calls of IAM, and bodies of any size', async () => {
    await createRole('passed', maySimulate);
    const s3 = s3ClientFor(front.url);
    const body = 'x'.repeat(3_000_000);

    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'passed' }));
    await s3.send(new PutObjectCommand({ Bucket: emulator.state, Key: 'big', Body: body }));
    const read = await s3.send(new GetObjectCommand({ Bucket: emulator.state, Key: 'big' }));

    expect(Role?.Path).toBe('/teams/');
    expect(await read.Body?.transformToString()).toHaveLength(body.length);
    s3.destroy();
  });
});
