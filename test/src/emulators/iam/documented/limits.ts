import { allow, deny, onPage } from './example';

const role = `arn:aws:iam::111122223333:role/examplerole`;
const session = 'arn:aws:sts::111122223333:assumed-role/examplerole/examplerolesessionname';
const user = 'arn:aws:iam::111122223333:user/exampleuser';
const federated = 'arn:aws:sts::111122223333:federated-user/exampleuser';
const here = '111122223333';
const asSession = { principal: { arn: role, account: here, sessionArn: session } };
const asFederated = { principal: { arn: user, account: here, sessionArn: federated } };
const putting = { action: 's3:PutObject', resource: 'arn:aws:s3:::bucket/one' };
const nothing = [allow('sqs:*')];
const everything = [allow('*')];
const opened = (AWS: string, more: object = {}) => {
  return {
    account: here,
    statements: [allow('s3:*', 'arn:aws:s3:::bucket/*', { Principal: { AWS }, ...more })],
  };
};
const onlyRole = { Condition: { ArnEquals: { 'aws:PrincipalArn': role } } };

/** "How AWS enforcement code logic evaluates requests": what a resource's policy is limited by, by whom it names. */
const resources = onPage('reference_policies_evaluation-logic_policy-eval-denyallow', [
  {
    says: 'the role is allowed by the resource alone',
    ...putting,
    ...asSession,
    of: opened(role),
    verdict: 'allowed',
  },
  {
    says: 'a boundary limits what the resource allows the role',
    ...putting,
    ...asSession,
    boundary: nothing,
    of: opened(role),
    verdict: 'no permissions boundary allows',
  },
  {
    says: 'a session policy limits what the resource allows the role',
    ...putting,
    ...asSession,
    session: nothing,
    of: opened(role),
    verdict: 'no session policy allows',
  },
  {
    says: 'neither limits what the resource allows the session',
    ...putting,
    ...asSession,
    boundary: nothing,
    session: nothing,
    of: opened(session),
    verdict: 'allowed',
  },
  {
    says: 'a boundary is no limit to what the resource allows the user',
    ...putting,
    principal: { arn: user, account: here },
    boundary: nothing,
    of: opened(user),
    verdict: 'allowed',
  },
  {
    says: 'neither limits what the resource allows the federated session',
    ...putting,
    ...asFederated,
    boundary: nothing,
    session: nothing,
    of: opened(federated),
    verdict: 'allowed',
  },
  {
    says: 'a session policy limits what the resource allows the user who federated',
    ...putting,
    ...asFederated,
    session: nothing,
    of: opened(user),
    verdict: 'no session policy allows',
  },
  {
    says: 'a service control policy limits what the resource allows the session',
    ...putting,
    ...asSession,
    organization: [everything, nothing],
    of: opened(session),
    verdict: 'no service control policy allows',
  },
  {
    says: 'a service control policy that denies is final',
    ...putting,
    ...asSession,
    identity: everything,
    organization: [[...everything, deny('s3:Put*')]],
    verdict: 'denied by service control policy',
  },
  {
    says: 'the boundary, the service control policy and the identity-based policy allow',
    ...putting,
    ...asSession,
    identity: everything,
    boundary: everything,
    organization: [everything, everything],
    verdict: 'allowed',
  },
  {
    says: 'a session has what its policy and the role allow',
    ...putting,
    ...asSession,
    identity: everything,
    session: [allow('s3:PutObject')],
    verdict: 'allowed',
  },
  {
    says: 'a session has nothing that its policy does not allow',
    ...putting,
    ...asSession,
    identity: everything,
    session: [allow('s3:GetObject')],
    verdict: 'no session policy allows',
  },
  {
    says: 'a session policy gives no permission',
    ...putting,
    ...asSession,
    session: [allow('s3:PutObject')],
    verdict: 'no identity-based policy allows',
  },
  {
    says: 'a session policy that denies is final',
    ...putting,
    ...asSession,
    identity: everything,
    session: [...everything, deny('s3:Put*')],
    verdict: 'denied by session policy',
  },
  {
    says: 'a KMS key is closed to an identity that its policy does not name',
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:eu-west-1:${here}:key/one`,
    ...asSession,
    identity: everything,
    of: { account: here, statements: [], attachedTo: 'key' },
    verdict: 'no resource-based policy allows',
  },
  {
    says: 'a KMS key whose policy names the account leaves it to the identity',
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:eu-west-1:${here}:key/one`,
    ...asSession,
    identity: everything,
    of: {
      account: here,
      statements: [allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${here}:root` } })],
      attachedTo: 'key',
    },
    verdict: 'allowed',
  },
  {
    says: 'the account in the policy of a KMS key alone is not enough',
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:eu-west-1:${here}:key/one`,
    ...asSession,
    of: { account: here, statements: [allow('kms:*', '*', { Principal: { AWS: here } })], attachedTo: 'key' },
    verdict: 'no identity-based policy allows',
  },
]);

/** "Principal": whom a statement names, and what that saves them from. */
const everyone = onPage('reference_policies_elements_principal', [
  {
    says: 'everyone of the account needs no other permission',
    ...putting,
    ...asSession,
    of: opened('*'),
    verdict: 'allowed',
  },
  {
    says: 'boundary and session policy do not limit what everyone with this aws:PrincipalArn is allowed',
    ...putting,
    ...asSession,
    context: { 'aws:PrincipalArn': role },
    boundary: nothing,
    session: nothing,
    of: opened('*', onlyRole),
    verdict: 'allowed',
  },
  {
    says: 'the account in a policy of its own resource leaves it to the identity',
    ...putting,
    ...asSession,
    of: opened(here),
    verdict: 'no identity-based policy allows',
  },
]);

/** What sessions and the organization limit, and what of it holds for what a resource's policy allows. */
export const limits = [...resources, ...everyone];
