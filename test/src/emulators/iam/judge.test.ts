import { judge, type PolicyKind, type PolicySet } from '../../../../src/emulators/iam/evaluate-policies';
import { parsePolicy, type Statement } from '../../../../src/emulators/iam/policy-document';
import { refusalMessage } from '../../../../src/emulators/iam/refusal-message';

const bucket = 'arn:aws:s3:::logs';
const question = { action: 's3:PutObject', resource: `${bucket}/one`, context: new Map<string, string[]>() };
const john = { arn: 'arn:aws:iam::123456789012:user/John', account: '123456789012' };

const parse = (statement: object): Statement[] =>
  parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }));
const everything = parse({ Effect: 'Allow', Action: '*', Resource: '*' });
const another = parse({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const refusal = parse({ Effect: 'Deny', Action: 's3:Put*', Resource: `${bucket}/*` });
const open = parse({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' });
const closed = parse({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });

const free: PolicySet = {
  identity: everything,
  boundary: everything,
  session: everything,
  organization: [everything, everything],
};
const beside = (statements: Statement[], account = '123456789012') => {
  return { statements, account, principal: john };
};

describe('judge', () => {
  it.each<[PolicyKind, PolicySet]>([
    ['identity-based policy', { ...free, identity: another }],
    ['permissions boundary', { ...free, boundary: another }],
    ['session policy', { ...free, session: another }],
    ['service control policy', { ...free, organization: [everything, another] }],
    ['resource-based policy', { ...free, resource: beside([], '999999999999') }],
    ['role trust policy', { ...free, resource: { ...beside([]), attachedTo: 'role' } }],
  ])('names the kind that does not allow: %s', (policy, policies) => {
    expect(judge(policies, question)).toEqual({ decision: 'implicitDeny', policy });
  });

  it.each<[PolicyKind, PolicySet]>([
    ['identity-based policy', { ...free, identity: [...everything, ...refusal] }],
    ['permissions boundary', { ...free, boundary: [...everything, ...refusal] }],
    ['session policy', { ...free, session: [...everything, ...refusal] }],
    ['service control policy', { ...free, organization: [[...everything, ...refusal], everything] }],
    ['resource-based policy', { ...free, resource: beside([...open, ...closed]) }],
    ['role trust policy', { ...free, resource: { ...beside(closed), attachedTo: 'role' } }],
  ])('names the kind that denies: %s', (policy, policies) => {
    expect(judge(policies, question)).toEqual({ decision: 'explicitDeny', policy });
  });

  it('allows what every kind allows, and what nothing limits', () => {
    expect(judge(free, question)).toEqual({ decision: 'allowed' });
    expect(judge({ identity: everything, boundary: null }, question)).toEqual({ decision: 'allowed' });
    expect(
      judge({ identity: everything, boundary: null, session: null, organization: [] }, question),
    ).toEqual({
      decision: 'allowed',
    });
  });

  it('names the first that does not allow, as AWS asks them', () => {
    const none = { identity: another, boundary: another, session: another };

    expect(judge({ ...none, organization: [another] }, question)).toMatchObject({
      policy: 'service control policy',
    });
    expect(judge(none, question)).toMatchObject({ policy: 'identity-based policy' });
    expect(judge({ ...none, identity: everything }, question)).toMatchObject({
      policy: 'permissions boundary',
    });
  });
});

describe('refusalMessage', () => {
  const listing = { action: 'codecommit:ListRepositories', resource: '*' };
  const session = { ...john, sessionArn: 'arn:aws:sts::123456789012:assumed-role/HR/one' };

  it.each<[PolicyKind, string]>([
    ['identity-based policy', 'with an explicit deny in an identity-based policy'],
    ['permissions boundary', 'with an explicit deny in a permissions boundary'],
    ['session policy', 'with an explicit deny in a session policy'],
    ['service control policy', 'with an explicit deny in a service control policy'],
    ['resource-based policy', 'with an explicit deny in a resource-based policy'],
    ['role trust policy', 'with an explicit deny in the role trust policy'],
  ])('writes that a %s denies, as AWS does', (policy, reason) => {
    const message = refusalMessage(john, question, { decision: 'explicitDeny', policy });

    expect(message).toBe(
      `User: arn:aws:iam::123456789012:user/John is not authorized to perform: s3:PutObject on resource: ${bucket}/one ${reason}`,
    );
  });

  it('writes that none allows, names a session by its own ARN, and no resource where there is none', () => {
    const message = refusalMessage(session, listing, {
      decision: 'implicitDeny',
      policy: 'service control policy',
    });

    expect(message).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/HR/one is not authorized to perform: codecommit:ListRepositories because no service control policy allows the codecommit:ListRepositories action',
    );
  });
});
