import { evaluatePolicies } from '../../../../src/emulators/iam/evaluate-policies';
import { parsePolicy } from '../../../../src/emulators/iam/policy-document';
import { parseIdentityPolicy, parseTrustPolicy } from '../../../../src/emulators/iam/policy-kinds';

const written = (statement: object, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement], ...more });
const fine = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const trusting = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } };

describe('parsePolicy', () => {
  it.each<[string, object, string]>([
    ['another effect', { ...fine, Effect: 'Maybe' }, 'Statement 1: Effect'],
    ['no effect', { Action: '*', Resource: '*' }, 'Statement 1: Effect'],
    ['Action and NotAction', { ...fine, NotAction: 's3:*' }, 'Statement 1: A statement has either Action'],
    ['neither', { Effect: 'Allow', Resource: '*' }, 'Statement 1: A statement has either Action'],
    [
      'Resource and NotResource',
      { ...fine, NotResource: '*' },
      'Statement 1: Resource and NotResource exclude',
    ],
    [
      'two kinds of principals',
      { ...trusting, NotPrincipal: '*' },
      'Statement 1: Principal and NotPrincipal exclude',
    ],
    [
      'NotPrincipal that allows',
      { ...fine, NotPrincipal: '*' },
      'Statement 1: NotPrincipal goes with the effect Deny',
    ],
    ['an action without a service', { ...fine, Action: 'GetObject' }, 'Statement 1: Action: An action is'],
    [
      'a wildcard as the service',
      { ...fine, Action: ['s3:Get*', '*:GetObject'] },
      'Statement 1: Action: An action is',
    ],
    ['two colons in an action', { ...fine, Action: 's3:Get:Object' }, 'Statement 1: Action: An action is'],
    [
      'a part of a principal',
      { ...trusting, Principal: { AWS: 'arn:aws:iam::1:role/*' } },
      'Principal: AWS: A wildcard',
    ],
    [
      'a principal of no kind',
      { ...trusting, Principal: { Role: 'x' } },
      'Statement 1: Principal: Unrecognized key',
    ],
    [
      'an unknown operator',
      { ...fine, Condition: { StringIs: { a: 'b' } } },
      "Statement 1: Condition: 'StringIs' is no",
    ],
    [
      'IfExists of Null',
      { ...fine, Condition: { NullIfExists: { a: 'true' } } },
      "'NullIfExists' is not an IAM condition operator",
    ],
    [
      'an element that no statement has',
      { ...fine, Actions: 's3:*' },
      'Statement 1: Unrecognized key: "Actions"',
    ],
  ])('refuses %s', (_what, statement, words) => {
    expect(() => parsePolicy(written(statement))).toThrow(words);
  });

  it('names the statement that is wrong, and the code that IAM gives', () => {
    const second = JSON.stringify({ Statement: [fine, { ...fine, Effect: 'Maybe' }] });

    expect(() => parsePolicy(second)).toThrow(
      expect.objectContaining({ type: 'MalformedPolicyDocument', status: 400 }),
    );
    expect(() => parsePolicy(second)).toThrow('Statement 2: Effect');
  });

  it('refuses another version, a text that is no JSON, and one Sid for two statements', () => {
    expect(() => parsePolicy(written(fine, { Version: '2012-10-18' }))).toThrow('Version');
    expect(() => parsePolicy('{')).toThrow('not valid JSON');
    expect(() =>
      parsePolicy(
        JSON.stringify({
          Statement: [
            { ...fine, Sid: 'One' },
            { ...fine, Sid: 'One' },
          ],
        }),
      ),
    ).toThrow("Statement 2: Another statement has the Sid 'One' too");
  });

  it('reads a document without a version as the old one, in which a variable stands for itself', () => {
    const variable = { ...fine, Resource: 'arn:aws:s3:::b/${aws:username}' };
    const context = new Map([['aws:username', ['David']]]);
    const identity = parsePolicy(JSON.stringify({ Statement: variable }));
    const asked = (key: string) => ({ action: 's3:GetObject', resource: `arn:aws:s3:::b/${key}`, context });

    expect(evaluatePolicies({ identity, boundary: null }, asked('David'))).toBe('implicitDeny');
    expect(evaluatePolicies({ identity, boundary: null }, asked('${aws:username}'))).toBe('allowed');
  });
});

describe('parseIdentityPolicy', () => {
  it.each<[string, object, string]>([
    ['a principal', { ...fine, Principal: '*' }, 'names no principal'],
    ['no resource', { Effect: 'Allow', Action: '*' }, 'either Resource or NotResource'],
    ['a resource that is no ARN', { ...fine, Resource: 'bucket' }, 'Resource bucket must be in ARN format'],
    [
      'an ARN that is cut short',
      { ...fine, Resource: 'arn:aws:s3*' },
      'Resource arn:aws:s3* must be in ARN format',
    ],
    [
      'a variable as the account',
      { ...fine, Resource: 'arn:aws:iam::${aws:x}:role/y' },
      'must be in ARN format',
    ],
    ['a space in a Sid', { ...fine, Sid: 'one two' }, "The Sid 'one two' has characters"],
  ])('refuses %s', (_what, statement, words) => {
    expect(() => parseIdentityPolicy(written(statement))).toThrow(`Statement 1: `);
    expect(() => parseIdentityPolicy(written(statement))).toThrow(words);
  });
});

describe('parseTrustPolicy', () => {
  it.each<[string, object, string]>([
    ['no principal', { Effect: 'Allow', Action: 'sts:AssumeRole' }, 'names its principals by Principal'],
    [
      'NotPrincipal',
      { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: '*' },
      'names its principals by Principal',
    ],
    ['a resource', { ...trusting, Resource: '*' }, 'has no Resource'],
    [
      'an action of another service',
      { ...trusting, Action: ['sts:AssumeRole', 's3:GetObject'] },
      'actions of STS only',
    ],
    ['a space in a Sid', { ...trusting, Sid: 'one two' }, "The Sid 'one two' has characters"],
  ])('refuses %s', (_what, statement, words) => {
    expect(() => parseTrustPolicy(written(statement))).toThrow(words);
  });

  it('reads what a role of a service, of a provider and of an account trusts', () => {
    const names = [
      { Service: 'ecs.amazonaws.com' },
      { Federated: 'arn:aws:iam::1:oidc-provider/x' },
      { AWS: ['1', '2'] },
    ];

    const read = names.flatMap((Principal) => parseTrustPolicy(written({ ...trusting, Principal })));

    expect(read.map(({ Principal }) => Principal)).toEqual([
      { Service: ['ecs.amazonaws.com'] },
      { Federated: ['arn:aws:iam::1:oidc-provider/x'] },
      { AWS: ['1', '2'] },
    ]);
  });
});
