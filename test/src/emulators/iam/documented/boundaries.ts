import { account, allow, deny, onPage } from './example';

const onlyThree = [allow(['s3:*', 'cloudwatch:*', 'ec2:*'])];
const mayCreateUsers = [allow('iam:CreateUser')];

const company = [
  allow(['s3:*', 'cloudwatch:*', 'ec2:*', 'dynamodb:*']),
  allow(['iam:ListUsers', 'iam:GetAccountPasswordPolicy']),
  allow(['iam:*AccessKey*', 'iam:ChangePassword', 'iam:GetUser'], 'arn:aws:iam::*:user/${aws:username}'),
  deny('s3:*', ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*']),
  deny('ec2:*', 'arn:aws:ec2:*:*:instance/i-1234567890abcdef0'),
];
const companyArn = `arn:aws:iam::${account}:policy/XCompanyBoundaries`;
const delegatedBoundary = [
  allow(['iam:CreateUser', 'iam:PutUserPolicy'], '*', {
    Condition: { StringEquals: { 'iam:PermissionsBoundary': companyArn } },
  }),
  {
    Effect: 'Allow',
    Action: ['cloudwatch:*', 'iam:GetUser'],
    NotResource: `arn:aws:iam::${account}:user/Maria`,
  },
  deny('iam:DeletePolicy', companyArn),
];
const delegated = [
  allow('iam:*'),
  allow('cloudwatch:GetDashboard'),
  allow('s3:ListBucket', 'arn:aws:s3:::ZhangBucket'),
];
const nikhil = { arn: `arn:aws:iam::${account}:user/Nikhil`, account };
const ofNikhil = [allow('iam:*'), allow(['s3:Get*', 's3:List*'])];
const asNikhil = {
  principal: nikhil,
  context: { 'aws:username': 'Nikhil' },
  identity: ofNikhil,
  boundary: company,
};
const creating = { action: 'iam:CreateUser', resource: `arn:aws:iam::${account}:user/Nikhil` };
const secret = `arn:aws:secretsmanager:eu-west-1:${account}:secret:one`;

/** "Permissions boundaries for IAM entities". */
export const boundaries = onPage('access_policies_boundaries', [
  {
    says: 'a boundary forbids what a policy allows',
    ...creating,
    identity: mayCreateUsers,
    boundary: onlyThree,
    verdict: 'no permissions boundary allows',
  },
  {
    says: 'a boundary gives no permission',
    action: 's3:ListAllMyBuckets',
    resource: '*',
    identity: mayCreateUsers,
    boundary: onlyThree,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'Zhang creates no user without the boundary',
    ...creating,
    identity: delegated,
    boundary: delegatedBoundary,
    verdict: 'no permissions boundary allows',
  },
  {
    says: 'Zhang creates a user with the boundary',
    ...creating,
    context: { 'iam:PermissionsBoundary': companyArn },
    identity: delegated,
    boundary: delegatedBoundary,
    verdict: 'allowed',
  },
  {
    says: 'Zhang lists no bucket',
    action: 's3:ListBucket',
    resource: 'arn:aws:s3:::ZhangBucket',
    identity: delegated,
    boundary: delegatedBoundary,
    verdict: 'no permissions boundary allows',
  },
  {
    says: 'Zhang does not look at Maria',
    action: 'iam:GetUser',
    resource: `arn:aws:iam::${account}:user/Maria`,
    identity: delegated,
    boundary: delegatedBoundary,
    verdict: 'no permissions boundary allows',
  },
  {
    says: 'Zhang does not delete the boundary',
    action: 'iam:DeletePolicy',
    resource: companyArn,
    identity: delegated,
    boundary: delegatedBoundary,
    verdict: 'denied by permissions boundary',
  },
  {
    says: 'Nikhil changes his password',
    action: 'iam:ChangePassword',
    resource: nikhil.arn,
    ...asNikhil,
    verdict: 'allowed',
  },
  {
    says: "Nikhil does not change another's password",
    action: 'iam:ChangePassword',
    resource: `arn:aws:iam::${account}:user/Maria`,
    ...asNikhil,
    verdict: 'no permissions boundary allows',
  },
  { says: 'Nikhil creates no user', ...creating, ...asNikhil, verdict: 'no permissions boundary allows' },
  {
    says: 'Nikhil only reads in S3',
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::other/one',
    ...asNikhil,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a deny of the boundary is final, whatever the bucket allows',
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::logs/one',
    ...asNikhil,
    of: { statements: [allow('s3:PutObject', 'arn:aws:s3:::logs/*', { Principal: { AWS: nikhil.arn } })] },
    verdict: 'denied by permissions boundary',
  },
  {
    says: 'a boundary that only does not allow is no limit to what a secret allows the user',
    action: 'secretsmanager:GetSecretValue',
    resource: secret,
    ...asNikhil,
    of: { statements: [allow('secretsmanager:GetSecretValue', '*', { Principal: { AWS: nikhil.arn } })] },
    verdict: 'allowed',
  },
]);
