import { evaluatePolicies } from '../../../../src/emulators/iam/evaluate-policies';
import { parsePolicy } from '../../../../src/emulators/iam/policy-document';

const database = 'arn:aws:rds:eu-central-1:123456789012:db:idp-foo-1e071a58';

interface Given {
  policies: object[];
  boundary?: object;
  action?: string;
  resource?: string;
  context?: Record<string, string[]>;
}

function decide({
  policies,
  boundary,
  action = 'rds:DeleteDBInstance',
  resource = database,
  context = {},
}: Given) {
  const statements = (one: object) => parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: one }));
  const entries = Object.entries(context).map(([key, values]) => [key.toLowerCase(), values] as const);
  return evaluatePolicies(
    {
      identity: policies.flatMap(statements),
      boundary: boundary === undefined ? null : statements(boundary),
    },
    { action, resource, context: new Map(entries) },
  );
}

const allow = (more: object) => ({ Effect: 'Allow', Resource: '*', ...more });
const deny = (more: object) => ({ ...allow(more), Effect: 'Deny' });

describe('evaluatePolicies', () => {
  it('denies what no statement speaks of', () => {
    expect(decide({ policies: [] })).toBe('implicitDeny');
    expect(decide({ policies: [allow({ Action: 'rds:CreateDBInstance' })] })).toBe('implicitDeny');
  });

  it.each([
    ['its name', 'rds:DeleteDBInstance'],
    ['its name in other cases', 'RDS:deletedbinstance'],
    ['a wildcard', 'rds:Delete*'],
    ['a wildcard within', 'rds:*DBInstance'],
    ['single characters', 'rds:Delete??Instance'],
    ['everything', '*'],
  ])('allows an action by %s', (_how, Action) => {
    expect(decide({ policies: [allow({ Action })] })).toBe('allowed');
  });

  it.each([
    ['another service', 's3:*'],
    ['the beginning of its name', 'rds:Delete'],
    ['a pattern that is no expression', 'rds:D.*'],
  ])('does not allow an action by %s', (_how, Action) => {
    expect(decide({ policies: [allow({ Action })] })).toBe('implicitDeny');
  });

  it.each([
    ['the object itself', database, 'allowed'],
    ['a prefix of names', 'arn:aws:rds:*:123456789012:db:idp-*', 'allowed'],
    ['another prefix', 'arn:aws:rds:*:123456789012:db:team-*', 'implicitDeny'],
    ['other cases', database.toUpperCase(), 'implicitDeny'],
    ['one of several', ['arn:aws:s3:::x', database], 'allowed'],
  ])('goes by resource: %s', (_how, Resource, decision) => {
    expect(decide({ policies: [allow({ Action: 'rds:*', Resource })] })).toBe(decision);
  });

  it('reads NotAction and NotResource as everything else', () => {
    expect(decide({ policies: [allow({ NotAction: ['iam:*', 's3:*'] })] })).toBe('allowed');
    expect(decide({ policies: [allow({ NotAction: 'rds:*' })] })).toBe('implicitDeny');
    const elsewhere = { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:rds:*:*:db:*' };
    expect(decide({ policies: [elsewhere] })).toBe('implicitDeny');
    expect(decide({ policies: [elsewhere], resource: 'arn:aws:rds:x:1:pg:y' })).toBe('allowed');
  });

  it('lets a deny win wherever it stands', () => {
    const everything = allow({ Action: '*' });

    expect(decide({ policies: [deny({ Action: 'rds:Delete*' }), everything] })).toBe('explicitDeny');
    expect(decide({ policies: [everything, deny({ Action: 'rds:Delete*' })] })).toBe('explicitDeny');
    expect(decide({ policies: [everything], boundary: deny({ Action: '*' }) })).toBe('explicitDeny');
    expect(decide({ policies: [everything, deny({ NotAction: 'rds:*' })] })).toBe('allowed');
  });

  it('allows only what the boundary allows too, and nothing by the boundary alone', () => {
    const everything = allow({ Action: '*' });

    expect(decide({ policies: [everything], boundary: allow({ Action: 'rds:*' }) })).toBe('allowed');
    expect(decide({ policies: [everything], boundary: allow({ Action: 'ec2:*' }) })).toBe('implicitDeny');
    expect(decide({ policies: [], boundary: everything })).toBe('implicitDeny');
  });

  it.each([
    ['StringEquals', { StringEquals: { 'aws:ResourceTag/idp:managed': 'true' } }, 'allowed'],
    ['one of several values', { StringEquals: { 'aws:RequestedRegion': ['a', 'eu-central-1'] } }, 'allowed'],
    ['another value', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, 'implicitDeny'],
    ['a key in other cases', { StringEquals: { 'AWS:requestedregion': 'eu-central-1' } }, 'allowed'],
    ['StringLike', { StringLike: { 'aws:RequestedRegion': 'eu-*' } }, 'allowed'],
    ['no wildcard in StringEquals', { StringEquals: { 'aws:RequestedRegion': 'eu-*' } }, 'implicitDeny'],
    [
      'StringEqualsIgnoreCase',
      { StringEqualsIgnoreCase: { 'aws:RequestedRegion': 'EU-CENTRAL-1' } },
      'allowed',
    ],
    [
      'StringNotEquals of a given value',
      { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      'implicitDeny',
    ],
    ['StringNotEquals of an absent key', { StringNotEquals: { 'aws:PrincipalTag/x': 'y' } }, 'allowed'],
    ['an absent key', { StringEquals: { 'aws:PrincipalTag/x': 'y' } }, 'implicitDeny'],
    ['an absent key, if it exists', { StringEqualsIfExists: { 'aws:PrincipalTag/x': 'y' } }, 'allowed'],
    ['Null of an absent key', { Null: { 'aws:PrincipalTag/x': 'true' } }, 'allowed'],
    ['Null of a given key', { Null: { 'aws:RequestedRegion': true } }, 'implicitDeny'],
    ['Bool', { Bool: { 'aws:SecureTransport': 'true' } }, 'allowed'],
    ['ArnLike', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lease*' } }, 'allowed'],
    [
      'any of several given values',
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'idp:managed' } },
      'allowed',
    ],
    [
      'all of several given values',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'idp:managed' } },
      'implicitDeny',
    ],
    [
      'two conditions, one of which fails',
      { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' }, Null: { 'aws:RequestedRegion': 'true' } },
      'implicitDeny',
    ],
  ])('holds conditions against the context: %s', (_what, Condition, decision) => {
    const context = {
      'aws:ResourceTag/idp:managed': ['true'],
      'aws:RequestedRegion': ['eu-central-1'],
      'aws:SecureTransport': ['true'],
      'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/leasehold-provisioner'],
      'aws:TagKeys': ['idp:managed', 'Name'],
    };

    expect(decide({ policies: [allow({ Action: '*', Condition })], context })).toBe(decision);
  });

  it('guesses nothing about an operator that it does not know', () => {
    const Condition = { IpRange: { 'aws:SourceIp': '10.0.0.0/8' } };

    expect(() => decide({ policies: [allow({ Action: '*', Condition })] })).toThrow("'IpRange'");
  });

  it('takes nothing for a policy that is none', () => {
    expect(() => decide({ policies: [{ Effect: 'Perhaps', Action: '*' }] })).toThrow('Effect');
  });
});
