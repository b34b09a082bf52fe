import { allow, deny, onPage } from './example';

const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
const tests = [allow('s3:GetObject', `${bucket}/*/test/*`)];
const object = (key: string) => ({
  says: key,
  action: 's3:GetObject',
  resource: `${bucket}/${key}`,
  identity: tests,
});

/** "Resource": `*` stands for anything within its component, a slash too. */
const resources = onPage('reference_policies_elements_resource', [
  ...['1/test/object.jpg', '1/2/test/object.jpg', '1/2/test/3/object.jpg', '1/2/3/test/4/object.jpg'].map(
    (key) => {
      return { ...object(key), verdict: 'allowed' as const };
    },
  ),
  ...['1///test///object.jpg', '1/test/.jpg', '/test/object.jpg', '1/test/'].map((key) => {
    return { ...object(key), verdict: 'allowed' as const };
  }),
  ...['1-test/object.jpg', 'test/object.jpg', '1/2/test.jpg'].map((key) => {
    return { ...object(key), verdict: 'no identity-based policy allows' as const };
  }),
  {
    says: 'a wildcard reaches no further than its component',
    action: 'logs:GetLogEvents',
    resource: 'arn:aws:logs:eu-west-1:123456789012:log-group:a',
    identity: [allow('logs:*', 'arn:aws:logs:*:log-group:a')],
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'an asterisk in the name of what is asked for is a character',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::*eam/alpha',
    identity: [allow('s3:*', 'arn:aws:s3:::*lpha')],
    verdict: 'allowed',
  },
  {
    says: 'a question mark is one character',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::ab/x',
    identity: [allow('s3:*', 'arn:aws:s3:::a?/?')],
    verdict: 'allowed',
  },
  {
    says: 'a question mark is not none',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::a/x',
    identity: [allow('s3:*', 'arn:aws:s3:::a?/?')],
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'the name of a resource is case sensitive',
    action: 'iam:GetUser',
    resource: 'arn:aws:iam::123456789012:user/bob',
    identity: [allow('iam:*', 'arn:aws:iam::123456789012:user/Bob')],
    verdict: 'no identity-based policy allows',
  },
]);

const withoutMfa = {
  Effect: 'Deny',
  NotAction: 'iam:*',
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};
const butDeletion = { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' };
const payroll = {
  Effect: 'Deny',
  Action: 's3:*',
  NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'],
};

/** "Action", "NotAction" and "NotResource". */
const others = [
  ...onPage('reference_policies_elements_action', [
    {
      says: 'prefix and name are case insensitive',
      action: 'iam:ListAccessKeys',
      resource: '*',
      identity: [allow('IAM:listaccesskeys')],
      verdict: 'allowed',
    },
    {
      says: 'a part of the name',
      action: 'iam:UpdateAccessKey',
      resource: '*',
      identity: [allow('iam:*AccessKey*')],
      verdict: 'allowed',
    },
    {
      says: 'every action of another service',
      action: 'iam:UpdateAccessKey',
      resource: '*',
      identity: [allow('s3:*')],
      verdict: 'no identity-based policy allows',
    },
  ]),
  ...onPage('reference_policies_elements_notaction', [
    {
      says: 'everything in S3 but the deletion of a bucket',
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::bucket/one',
      identity: [butDeletion],
      verdict: 'allowed',
    },
    {
      says: 'the deletion of a bucket',
      action: 's3:DeleteBucket',
      resource: 'arn:aws:s3:::bucket',
      identity: [butDeletion],
      verdict: 'no identity-based policy allows',
    },
    {
      says: 'an action that asks for every resource',
      action: 's3:ListAllMyBuckets',
      resource: '*',
      identity: [butDeletion],
      verdict: 'no identity-based policy allows',
    },
    {
      says: 'an action of another service on its resource',
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:eu-west-1:123456789012:queue',
      identity: [butDeletion],
      verdict: 'no identity-based policy allows',
    },
    {
      says: 'everything but IAM is denied without MFA',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::bucket/one',
      context: { 'aws:MultiFactorAuthPresent': 'false' },
      identity: [allow('*'), withoutMfa],
      verdict: 'denied by identity-based policy',
    },
    {
      says: 'IAM is not denied without MFA',
      action: 'iam:GetUser',
      resource: '*',
      context: { 'aws:MultiFactorAuthPresent': 'false' },
      identity: [allow('*'), withoutMfa],
      verdict: 'allowed',
    },
    {
      says: 'nothing is denied with MFA',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::bucket/one',
      context: { 'aws:MultiFactorAuthPresent': 'true' },
      identity: [allow('*'), withoutMfa],
      verdict: 'allowed',
    },
  ]),
  ...onPage('reference_policies_elements_notresource', [
    {
      says: 'S3 outside the folder is denied',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::HRBucket/Plans/one',
      identity: [allow('*'), payroll],
      verdict: 'denied by identity-based policy',
    },
    {
      says: 'the folder is not denied',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::HRBucket/Payroll/one',
      identity: [allow('*'), payroll],
      verdict: 'allowed',
    },
    {
      says: 'what is not denied is not allowed by that',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::HRBucket/Payroll/one',
      identity: [payroll],
      verdict: 'no identity-based policy allows',
    },
    {
      says: 'other services are not denied',
      action: 'ec2:DescribeVpcs',
      resource: '*',
      identity: [allow('*'), payroll],
      verdict: 'allowed',
    },
  ]),
];

const folder = [allow('s3:GetObject', 'arn:aws:s3:::mybucket/${aws:username}/*')];
const team = [allow('s3:GetObject', "arn:aws:s3:::bucket-${aws:PrincipalTag/team, 'company-wide'}/*")];
const getting = (name: string) => ({ action: 's3:GetObject', resource: `arn:aws:s3:::${name}` });
const sameTeam = deny('s3:GetObject', '*', {
  Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}' } },
});
const outside = { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::mybucket/${aws:username}/*' };

/** "Variables and tags". */
const variables = onPage('reference_policies_variables', [
  {
    says: 'the folder of the user',
    ...getting('mybucket/David/one'),
    context: { 'aws:username': 'David' },
    identity: folder,
    verdict: 'allowed',
  },
  {
    says: 'the folder of another user',
    ...getting('mybucket/Adele/one'),
    context: { 'aws:username': 'David' },
    identity: folder,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a variable without a value in Resource matches no resource',
    ...getting('mybucket//one'),
    identity: folder,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a variable without a value in NotResource spares no resource',
    ...getting('mybucket//one'),
    identity: [allow('*'), outside],
    verdict: 'denied by identity-based policy',
  },
  {
    says: "the team's bucket",
    ...getting('bucket-yellow/one'),
    context: { 'aws:PrincipalTag/team': 'yellow' },
    identity: team,
    verdict: 'allowed',
  },
  {
    says: 'the default bucket is not for those who have a team',
    ...getting('bucket-company-wide/one'),
    context: { 'aws:PrincipalTag/team': 'yellow' },
    identity: team,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'the default bucket of those without a team',
    ...getting('bucket-company-wide/one'),
    identity: team,
    verdict: 'allowed',
  },
  {
    says: 'the tag of the object is the one of the user',
    ...getting('b/one'),
    context: { 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'a' },
    identity: [allow('*'), sameTeam],
    verdict: 'allowed',
  },
  {
    says: 'a negated operator matches a variable without a value',
    ...getting('b/one'),
    context: { 's3:ExistingObjectTag/Team': 'a' },
    identity: [allow('*'), sameTeam],
    verdict: 'denied by identity-based policy',
  },
  {
    says: 'the name of a key is case insensitive',
    ...getting('mybucket/David/one'),
    context: { 'AWS:UserName': 'David' },
    identity: folder,
    verdict: 'allowed',
  },
  {
    says: 'a key with several values is no variable',
    ...getting('mybucket/David/one'),
    context: { 'aws:username': ['David', 'Adele'] },
    identity: folder,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a wildcard in a value is a character',
    ...getting('mybucket/David/one'),
    context: { 'aws:username': '*' },
    identity: folder,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a variable stands in the last component of Resource only',
    action: 'sqs:SendMessage',
    resource: 'arn:aws:sqs:eu-west-1:123456789012:queue',
    context: { 'aws:PrincipalAccount': '123456789012' },
    of: {
      statements: [allow('sqs:*', 'arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:queue', { Principal: '*' })],
    },
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'an asterisk by ${*}',
    ...getting('b/a*c'),
    identity: [allow('s3:*', 'arn:aws:s3:::b/a${*}c')],
    verdict: 'allowed',
  },
  {
    says: 'nothing else by ${*}',
    ...getting('b/abc'),
    identity: [allow('s3:*', 'arn:aws:s3:::b/a${*}c')],
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'an asterisk by ${*} in NotResource',
    ...getting('b/a*c'),
    identity: [allow('*'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::b/a${*}c' }],
    verdict: 'allowed',
  },
  {
    says: 'a question mark by ${?} and a dollar by ${$}',
    ...getting('b/?$'),
    identity: [allow('s3:*', 'arn:aws:s3:::b/${?}${$}')],
    verdict: 'allowed',
  },
  {
    says: 'a variable in an operator of numbers has no value',
    action: 's3:ListBucket',
    resource: bucket,
    context: { 's3:max-keys': '5', 'aws:PrincipalTag/max': '10' },
    identity: [
      allow('s3:*', '*', { Condition: { NumericLessThan: { 's3:max-keys': '${aws:PrincipalTag/max}' } } }),
    ],
    verdict: 'no identity-based policy allows',
  },
]);

/** What names of actions and resources mean, with wildcards and variables. */
export const patterns = [...resources, ...others, ...variables];
