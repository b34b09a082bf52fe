import { account, allow, deny, onPage } from './example';

const carlos = { arn: `arn:aws:iam::${account}:user/carlossalazar`, account };
const own = ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'];
const ofCarlos = [
  allow(['s3:GetBucketLocation', 's3:ListAllMyBuckets'], 'arn:aws:s3:::*'),
  allow('s3:*', own),
  deny('s3:*', 'arn:aws:s3:::*log*'),
];
const ofHisBucket = [allow('s3:*', own, { Principal: { AWS: carlos.arn } })];
const saving = { action: 's3:PutObject', principal: carlos };

/** "Policy evaluation for requests within a single account". */
const withinAnAccount = onPage('reference_policies_evaluation-logic_policy-eval-basics', [
  {
    says: 'a deny of the identity-based policy is final',
    ...saving,
    resource: 'arn:aws:s3:::carlossalazar-logs/today',
    identity: ofCarlos,
    verdict: 'denied by identity-based policy',
  },
  {
    says: 'both policies allow',
    ...saving,
    resource: 'arn:aws:s3:::carlossalazar/today',
    identity: ofCarlos,
    of: { statements: ofHisBucket },
    verdict: 'allowed',
  },
  {
    says: 'the identity-based policy allows and the resource-based one does not',
    ...saving,
    resource: 'arn:aws:s3:::carlossalazar/today',
    identity: ofCarlos,
    of: { statements: [] },
    verdict: 'allowed',
  },
  {
    says: 'the resource-based policy allows and the identity-based one does not',
    ...saving,
    resource: 'arn:aws:s3:::carlossalazar/today',
    of: { statements: ofHisBucket },
    verdict: 'allowed',
  },
  {
    says: 'a deny of the resource-based policy is final',
    ...saving,
    resource: 'arn:aws:s3:::carlossalazar/today',
    identity: ofCarlos,
    of: { statements: [...ofHisBucket, deny('s3:Put*', own, { Principal: '*' })] },
    verdict: 'denied by resource-based policy',
  },
]);

const reports = [allow(['iam:Get*', 'iam:List*']), deny('iam:*Report')];

/** "The difference between explicit and implicit denies". */
const denies = onPage('reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay', [
  {
    says: 'an action that is listed is allowed',
    resource: '*',
    action: 'iam:GetUser',
    identity: reports,
    verdict: 'allowed',
  },
  {
    says: 'an action that is not listed is denied implicitly',
    resource: '*',
    action: 'iam:CreatePolicy',
    identity: reports,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a report is denied explicitly',
    resource: '*',
    action: 'iam:GetOrganizationsAccessReport',
    identity: reports,
    verdict: 'denied by identity-based policy',
  },
  {
    says: 'a report stays denied when another policy allows it',
    resource: '*',
    action: 'iam:GenerateCredentialReport',
    identity: [...reports, allow('iam:GenerateCredentialReport')],
    verdict: 'denied by identity-based policy',
  },
]);

const carlosElsewhere = { arn: 'arn:aws:iam::111111111111:user/carlossalazar', account: '111111111111' };
const ofCarlosElsewhere = [
  allow('s3:ListAllMyBuckets'),
  allow('s3:*Object*', 'arn:aws:s3:::Production/*'),
  deny('s3:*', ['arn:aws:s3:::*log*', 'arn:aws:s3:::*log*/*']),
];
const ofProduction = [
  allow(
    ['s3:GetObject*', 's3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'],
    'arn:aws:s3:::Production/*',
    {
      Principal: { AWS: carlosElsewhere.arn },
    },
  ),
];
const fromElsewhere = { action: 's3:PutObject', principal: carlosElsewhere };
const there = '222222222222';

/** "Cross-account policy evaluation logic". */
const acrossAccounts = onPage('reference_policies_evaluation-logic-cross-account', [
  {
    says: 'a deny in one of the accounts is final',
    ...fromElsewhere,
    resource: 'arn:aws:s3:::Production-logs/today',
    identity: ofCarlosElsewhere,
    of: { statements: [], account: there },
    verdict: 'denied by identity-based policy',
  },
  {
    says: 'both accounts allow',
    ...fromElsewhere,
    resource: 'arn:aws:s3:::Production/today',
    identity: ofCarlosElsewhere,
    of: { statements: ofProduction, account: there },
    verdict: 'allowed',
  },
  {
    says: 'the bucket lets him create and edit, but not delete',
    principal: carlosElsewhere,
    action: 's3:DeleteObject',
    resource: 'arn:aws:s3:::Production/today',
    identity: ofCarlosElsewhere,
    of: { statements: ofProduction, account: there },
    verdict: 'no resource-based policy allows',
  },
  {
    says: "the caller's account must allow too",
    ...fromElsewhere,
    resource: 'arn:aws:s3:::Production/today',
    of: { statements: ofProduction, account: there },
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'everyone in the policy of the resource is not enough either',
    ...fromElsewhere,
    resource: 'arn:aws:s3:::Production/today',
    of: { statements: [allow('s3:*', '*', { Principal: '*' })], account: there },
    verdict: 'no identity-based policy allows',
  },
]);

const bucketA = 'arn:aws:s3:::BucketA/one';
const ofBucketA = {
  statements: [
    allow('s3:*', ['arn:aws:s3:::BucketA', 'arn:aws:s3:::BucketA/*'], { Principal: { AWS: account } }),
  ],
  account: there,
};

/** "Cross account resource access in IAM". */
const delegated = onPage('access_policies-cross-account-resource-access', [
  {
    says: 'User1, to whom the other account gives nothing, has no access',
    action: 's3:GetObject',
    resource: bucketA,
    of: ofBucketA,
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'User2 reads what the account delegated',
    action: 's3:GetObject',
    resource: bucketA,
    identity: [allow('s3:Get*', 'arn:aws:s3:::BucketA/*')],
    of: ofBucketA,
    verdict: 'allowed',
  },
  {
    says: 'User2 writes nothing',
    action: 's3:PutObject',
    resource: bucketA,
    identity: [allow('s3:Get*', 'arn:aws:s3:::BucketA/*')],
    of: ofBucketA,
    verdict: 'no identity-based policy allows',
  },
]);

/** Requests within an account and across accounts. */
export const accounts = [...withinAnAccount, ...denies, ...acrossAccounts, ...delegated];
