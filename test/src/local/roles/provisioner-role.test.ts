import { GetPolicyCommand, IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { region } from '../../../../src/local/hub';
import { makeProvisionerRole, provisionerRoleArn } from '../../../../src/local/roles/provisioner-role';
import type { Front } from '../../../../src/emulators/front/start-front';
import { ownersKey, startOwnedFront } from '../../../support/aws/owned-front';
import { type HubBuckets, startHubBuckets } from '../../../support/aws/hub-buckets';

const here = 'us-east-1:123456789012';
const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-environment-boundary';

let emulator: HubBuckets;
let front: Front;
let iam: IAMClient;
let made: Awaited<ReturnType<typeof makeProvisionerRole>>;

beforeAll(async () => {
  emulator = await startHubBuckets();
  front = await startOwnedFront(emulator.url);
  iam = new IAMClient({ endpoint: front.url, region, credentials: ownersKey, maxAttempts: 1 });
  made = await makeProvisionerRole(process.cwd(), emulator.url, {
    services: ['sns', 'application-autoscaling', 'ec2', 'iam', 's3'],
  });
});
afterAll(async () => {
  iam.destroy();
  await front.close();
  await emulator.close();
});

/** Whether the role may do this to that, as IAM itself simulates it, with these condition keys. */
async function may(action: string, on: string, context: Record<string, string> = {}): Promise<boolean> {
  const { EvaluationResults: [result] = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: provisionerRoleArn,
      ActionNames: [action],
      ResourceArns: [on],
      ContextEntries: Object.entries({ 'aws:RequestedRegion': region, ...context }).map(
        ([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyType: 'string',
          ContextKeyValues: [value],
        }),
      ),
    }),
  );
  return result?.EvalDecision === 'allowed';
}

const newlyTagged = { 'aws:RequestTag/idp:managed': 'true' };
const ours = { 'aws:ResourceTag/idp:managed': 'true' };

describe('the role with services of its target', () => {
  it('is made with them, and the target says which', async () => {
    const names = ['sns', 'ec2'].map((service) => `leasehold-provisioner-service-${service}`);

    const policies = await Promise.all(
      names.map((name) =>
        iam.send(new GetPolicyCommand({ PolicyArn: `arn:aws:iam::123456789012:policy/${name}` })),
      ),
    );

    expect(policies.map(({ Policy }) => Policy?.AttachmentCount)).toEqual([1, 1]);
    expect(made.services).toEqual(['sns', 'application-autoscaling', 'ec2', 'iam', 's3']);
  });

  it.each<[string, string, Record<string, string>]>([
    ['sns:CreateTopic', `arn:aws:sns:${here}:idp-orders`, {}],
    ['sns:SetTopicAttributes', `arn:aws:sns:${here}:idp-orders`, {}],
    ['sns:DeleteTopic', `arn:aws:sns:${here}:orders`, ours],
    [
      'application-autoscaling:RegisterScalableTarget',
      `arn:aws:application-autoscaling:${here}:scalable-target/*`,
      newlyTagged,
    ],
    [
      'application-autoscaling:DeregisterScalableTarget',
      `arn:aws:application-autoscaling:${here}:scalable-target/x`,
      ours,
    ],
    ['ec2:CreateNetworkAcl', `arn:aws:ec2:${here}:network-acl/*`, newlyTagged],
    ['ec2:DeleteNetworkAcl', `arn:aws:ec2:${here}:network-acl/acl-1`, ours],
    ['ec2:ReplaceNetworkAclAssociation', `arn:aws:ec2:${here}:network-acl/acl-1`, {}],
    ['ec2:DeleteNetworkAclEntry', `arn:aws:ec2:${here}:network-acl/acl-1`, {}],
    ['s3:PutBucketCORS', 'arn:aws:s3:::idp-files', {}],
    ['iam:CreatePolicy', 'arn:aws:iam::123456789012:policy/idp-read', {}],
    [
      'iam:AttachRolePolicy',
      'arn:aws:iam::123456789012:role/idp-app',
      { 'iam:PermissionsBoundary': boundary },
    ],
  ])('may %s on %s', async (action, on, context) => {
    expect(await may(action, on, context)).toBe(true);
  });

  it.each<[string, string, Record<string, string>]>([
    ['sns:SetTopicAttributes', `arn:aws:sns:${here}:orders`, {}],
    [
      'sns:CreateTopic',
      `arn:aws:sns:eu-west-1:123456789012:idp-orders`,
      { 'aws:RequestedRegion': 'eu-west-1' },
    ],
    ['sqs:PurgeQueue', `arn:aws:sqs:${here}:idp-orders`, {}],
    ['ec2:DeleteNetworkAcl', `arn:aws:ec2:${here}:network-acl/acl-1`, {}],
    ['ec2:CreateTags', `arn:aws:ec2:${here}:volume/vol-1`, newlyTagged],
    ['iam:CreatePolicy', 'arn:aws:iam::123456789012:policy/theirs', {}],
    [
      'iam:AttachRolePolicy',
      'arn:aws:iam::123456789012:role/leasehold-provisioner',
      { 'iam:PermissionsBoundary': boundary },
    ],
    ['iam:CreatePolicyVersion', boundary, {}],
    ['iam:CreateUser', 'arn:aws:iam::123456789012:user/idp-user', {}],
  ])('may not %s on %s where nothing says that it is ours', async (action, on, context) => {
    expect(await may(action, on, context)).toBe(false);
  });
});
