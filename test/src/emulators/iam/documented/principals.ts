import { account, allow, deny, onPage } from './example';

const bucket = ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'];
const putting = { action: 's3:PutObject', resource: 'arn:aws:s3:::bucket/one' };
const everything = [allow('*')];
const far = '444455556666';
const bob = { arn: `arn:aws:iam::${far}:user/Bob`, account: far };
const auditor = {
  arn: `arn:aws:iam::${far}:role/cross-account-read-only-role`,
  account: far,
  sessionArn: `arn:aws:sts::${far}:assumed-role/cross-account-read-only-role/cross-account-audit-app`,
};
const root = `arn:aws:iam::${far}:root`;
const opened = (Principal: unknown) => ({ statements: [allow('s3:*', bucket, { Principal })] });
const sparing = (...AWS: string[]) => {
  const NotPrincipal = { AWS };
  const closed = { Effect: 'Deny', Action: 's3:*', Resource: bucket, NotPrincipal };
  return { statements: [closed, allow('s3:*', bucket, { Principal: '*' })] };
};

/** "Principal". */
const named = onPage('reference_policies_elements_principal', [
  {
    says: 'an account by its number',
    ...putting,
    principal: bob,
    identity: everything,
    of: opened({ AWS: ['555555555555', far] }),
    verdict: 'allowed',
  },
  {
    says: 'an account by the ARN of its root',
    ...putting,
    principal: bob,
    identity: everything,
    of: opened({ AWS: root }),
    verdict: 'allowed',
  },
  {
    says: 'another account',
    ...putting,
    principal: bob,
    identity: everything,
    of: opened({ AWS: '555555555555' }),
    verdict: 'no resource-based policy allows',
  },
  {
    says: 'a role by its ARN',
    ...putting,
    principal: auditor,
    identity: everything,
    of: opened({ AWS: auditor.arn }),
    verdict: 'allowed',
  },
  {
    says: 'a session by its ARN',
    ...putting,
    principal: auditor,
    identity: everything,
    of: opened({ AWS: auditor.sessionArn }),
    verdict: 'allowed',
  },
  {
    says: 'another session of the role',
    ...putting,
    principal: auditor,
    identity: everything,
    of: opened({ AWS: `${auditor.sessionArn}-2` }),
    verdict: 'no resource-based policy allows',
  },
  {
    says: 'a user, whose name is case sensitive',
    ...putting,
    principal: bob,
    identity: everything,
    of: opened({ AWS: `arn:aws:iam::${far}:user/bob` }),
    verdict: 'no resource-based policy allows',
  },
  {
    says: 'everyone, as * and as AWS: *',
    ...putting,
    principal: bob,
    identity: everything,
    of: opened({ AWS: '*' }),
    verdict: 'allowed',
  },
  {
    says: 'a service, which has no policy of its own',
    action: 'SQS:SendMessage',
    resource: `arn:aws:sqs:us-east-1:${account}:queue`,
    principal: { arn: 'sns.amazonaws.com', account: '', service: 'sns.amazonaws.com' },
    of: {
      statements: [
        { Effect: 'Allow', Action: 'SQS:SendMessage', Principal: { Service: 'sns.amazonaws.com' } },
      ],
    },
    verdict: 'allowed',
  },
  {
    says: 'a service that is not listed',
    action: 'SQS:SendMessage',
    resource: `arn:aws:sqs:us-east-1:${account}:queue`,
    principal: { arn: 's3.amazonaws.com', account: '', service: 's3.amazonaws.com' },
    of: {
      statements: [
        {
          Effect: 'Allow',
          Action: 'SQS:SendMessage',
          Principal: { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] },
        },
      ],
    },
    verdict: 'no resource-based policy allows',
  },
  {
    says: 'everyone but a user, by aws:PrincipalArn instead of NotPrincipal',
    ...putting,
    context: { 'aws:PrincipalArn': bob.arn },
    principal: bob,
    identity: everything,
    of: {
      statements: [
        deny('s3:*', bucket, {
          Principal: '*',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': bob.arn } },
        }),
        allow('s3:*', bucket, { Principal: { AWS: far } }),
      ],
    },
    verdict: 'allowed',
  },
]);

/** "NotPrincipal": who is spared must be listed with the account, and a session with its role. */
const spared = onPage('reference_policies_elements_notprincipal', [
  {
    says: 'Bob and his account are listed',
    ...putting,
    principal: bob,
    identity: everything,
    of: sparing(bob.arn, root),
    verdict: 'allowed',
  },
  {
    says: 'another user of the account is denied',
    ...putting,
    principal: { ...bob, arn: `arn:aws:iam::${far}:user/Eve` },
    identity: everything,
    of: sparing(bob.arn, root),
    verdict: 'denied by resource-based policy',
  },
  {
    says: 'Bob without his account may be denied',
    ...putting,
    principal: bob,
    identity: everything,
    of: sparing(bob.arn),
    verdict: 'denied by resource-based policy',
  },
  {
    says: 'everyone is listed',
    ...putting,
    principal: bob,
    identity: everything,
    of: sparing('*'),
    verdict: 'allowed',
  },
  {
    says: 'session, role and account are listed',
    ...putting,
    principal: auditor,
    identity: everything,
    of: sparing(auditor.sessionArn, auditor.arn, root),
    verdict: 'allowed',
  },
  {
    says: 'a session without its role may be denied',
    ...putting,
    principal: auditor,
    identity: everything,
    of: sparing(auditor.sessionArn, root),
    verdict: 'denied by resource-based policy',
  },
  {
    says: 'everyone who has a boundary is denied, whoever is listed',
    ...putting,
    principal: bob,
    identity: everything,
    boundary: everything,
    of: sparing(bob.arn, root),
    verdict: 'denied by resource-based policy',
  },
]);

/** Whom policies of resources name. */
export const principals = [...named, ...spared];
