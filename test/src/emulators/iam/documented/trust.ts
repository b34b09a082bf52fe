import { account, allow, onPage } from './example';

const far = '444455556666';
const target = '222222222222';
const exampleCorp = {
  arn: `arn:aws:iam::${account}:role/monitor`,
  account,
  sessionArn: `arn:aws:sts::${account}:assumed-role/monitor/one`,
};
const assuming = {
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${target}:role/provisioner`,
  principal: exampleCorp,
};
const trusting = (Principal: unknown, more: object = {}, of = target) => {
  return {
    account: of,
    attachedTo: 'role' as const,
    statements: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...more }],
  };
};
const unique = { Condition: { StringEquals: { 'sts:ExternalId': 'Unique ID' } } };
const mayAssume = [allow('sts:AssumeRole')];
const within = { ...assuming, resource: `arn:aws:iam::${account}:role/deployer` };

/** "Access to AWS accounts owned by third parties", which also says what a trust policy is held against. */
const thirdParties = onPage('id_roles_common-scenarios_third-party', [
  {
    says: 'the account and the right external id',
    ...assuming,
    context: { 'sts:ExternalId': 'Unique ID' },
    identity: mayAssume,
    of: trusting({ AWS: account }, unique),
    verdict: 'allowed',
  },
  {
    says: 'another external id',
    ...assuming,
    context: { 'sts:ExternalId': 'unique id' },
    identity: mayAssume,
    of: trusting({ AWS: account }, unique),
    verdict: 'no role trust policy allows',
  },
  {
    says: 'no external id',
    ...assuming,
    identity: mayAssume,
    of: trusting({ AWS: account }, unique),
    verdict: 'no role trust policy allows',
  },
  {
    says: 'an identity that its own account does not let assume the role',
    ...assuming,
    context: { 'sts:ExternalId': 'Unique ID' },
    of: trusting({ AWS: account }, unique),
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'another account',
    ...assuming,
    identity: mayAssume,
    of: trusting({ AWS: far }),
    verdict: 'no role trust policy allows',
  },
]);

/** "How AWS enforcement code logic evaluates requests": a role is closed to whom its trust policy does not let in. */
const roles = onPage('reference_policies_evaluation-logic_policy-eval-denyallow', [
  {
    says: 'the trust policy names the role itself, which needs nothing else in its account',
    ...within,
    of: trusting({ AWS: exampleCorp.arn }, {}, account),
    verdict: 'allowed',
  },
  {
    says: 'the trust policy names the account, and the identity is allowed',
    ...within,
    identity: mayAssume,
    of: trusting({ AWS: account }, {}, account),
    verdict: 'allowed',
  },
  {
    says: 'the trust policy names the account only',
    ...within,
    of: trusting({ AWS: account }, {}, account),
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'the identity is allowed and the trust policy names someone else',
    ...within,
    identity: mayAssume,
    of: trusting({ AWS: `arn:aws:iam::${far}:user/Bob` }, {}, account),
    verdict: 'no role trust policy allows',
  },
  {
    says: 'a role of another account needs both',
    ...assuming,
    of: trusting({ AWS: exampleCorp.arn }),
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a trust policy that denies is final',
    ...within,
    identity: mayAssume,
    of: {
      account,
      attachedTo: 'role',
      statements: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' },
        { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: exampleCorp.arn } },
      ],
    },
    verdict: 'denied by role trust policy',
  },
  {
    says: 'a service role lets its service in',
    ...within,
    principal: { arn: 'ecs.amazonaws.com', account: '', service: 'ecs.amazonaws.com' },
    of: trusting({ Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] }, {}, account),
    verdict: 'allowed',
  },
  {
    says: 'a service role lets nobody else in',
    ...within,
    identity: mayAssume,
    of: trusting({ Service: 'ecs.amazonaws.com' }, {}, account),
    verdict: 'no role trust policy allows',
  },
]);

/** Whom trust policies of roles let in. */
export const trust = [...thirdParties, ...roles];
