import type { ConditionExample } from './conditions';

const topic = { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } };
const distributions = {
  'ForAllValues:ArnLike': {
    'logs:LogGeneratingResourceArns': [
      'arn:aws::cloudfront:123456789012:distribution/*',
      'arn:aws::cloudfront:123456789012:distribution/support*',
    ],
  },
};
const distribution = (name: string, owner = '123456789012') =>
  `arn:aws::cloudfront:${owner}:distribution/${name}`;
const generating = (...arns: string[]) => ({ 'logs:LogGeneratingResourceArns': arns });

const arns: ConditionExample[] = [
  {
    says: 'ArnEquals of the ARN',
    condition: topic,
    context: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' },
    result: 'Match',
  },
  {
    says: 'ArnEquals of another account',
    condition: topic,
    context: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:777788889999:TOPIC-ID' },
    result: 'No match',
  },
  { says: 'ArnEquals of no value', condition: topic, context: {}, result: 'No match' },
  {
    says: 'ArnEquals is case sensitive',
    condition: topic,
    context: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:topic-id' },
    result: 'No match',
  },
  {
    says: 'ArnEquals with wildcards is ArnLike',
    condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
    context: { 'aws:SourceArn': 'arn:aws:s3:::bucket' },
    result: 'Match',
  },
  {
    says: 'ArnNotEquals with wildcards is ArnNotLike',
    condition: { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
    context: { 'aws:SourceArn': 'arn:aws:s3:::bucket' },
    result: 'No match',
  },
  {
    says: 'ArnLike with a wildcard for two components',
    condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:eu-*3456789012:queue' } },
    context: { 'aws:SourceArn': 'arn:aws:sqs:eu-west-1:123456789012:queue' },
    result: 'No match',
  },
  {
    says: 'ArnNotLike with a wildcard for two components',
    condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3:*ha' } },
    context: { 'aws:SourceArn': 'arn:aws:s3:::alpha' },
    result: 'Match',
  },
  {
    says: 'ArnLike with a wildcard in the last component, colons and all',
    condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:*:log-group:*' } },
    context: { 'aws:SourceArn': 'arn:aws:logs:eu-west-1:123456789012:log-group:a:b' },
    result: 'Match',
  },
  {
    says: 'ForAllValues of one ARN',
    condition: distributions,
    context: generating(distribution('costcenter')),
    result: 'Match',
  },
  {
    says: 'ForAllValues of two ARNs',
    condition: distributions,
    context: generating(distribution('costcenter'), distribution('support2025')),
    result: 'Match',
  },
  {
    says: 'ForAllValues of an ARN of another account',
    condition: distributions,
    context: generating(distribution('costcenter', '777788889999')),
    result: 'No match',
  },
  {
    says: 'ForAllValues of one ARN that fits and one that does not',
    condition: distributions,
    context: generating(distribution('costcenter'), distribution('costcenter', '777788889999')),
    result: 'No match',
  },
  { says: 'ForAllValues of no value', condition: distributions, context: {}, result: 'Match' },
];

const types = { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } };
const temporary = { Null: { 'aws:TokenIssueTime': 'false' } };

const presence: ConditionExample[] = [
  {
    says: 'IfExists of the value',
    condition: types,
    context: { 'ec2:InstanceType': 't1.micro' },
    result: 'Match',
  },
  {
    says: 'IfExists of another value',
    condition: types,
    context: { 'ec2:InstanceType': 'm2.micro' },
    result: 'No match',
  },
  { says: 'IfExists of no value', condition: types, context: {}, result: 'Match' },
  {
    says: 'StringLike of an instance type on what has none',
    condition: { StringLike: types.StringLikeIfExists },
    context: {},
    result: 'No match',
  },
  {
    says: 'StringNotEqualsIfExists of no value',
    condition: { StringNotEqualsIfExists: { 'ec2:InstanceType': 't1.micro' } },
    context: {},
    result: 'Match',
  },
  {
    says: 'IfExists of no value, with ForAnyValue',
    condition: { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'environment' } },
    context: {},
    result: 'Match',
  },
  {
    says: 'Null: false of a value',
    condition: temporary,
    context: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' },
    result: 'Match',
  },
  { says: 'Null: false of no value', condition: temporary, context: {}, result: 'No match' },
  {
    says: 'Null: true of no value',
    condition: { Null: { 'aws:TokenIssueTime': true } },
    context: {},
    result: 'Match',
  },
  {
    says: 'Null: true of an empty value',
    condition: { Null: { 'aws:TagKeys': 'true' } },
    context: { 'aws:TagKeys': '' },
    result: 'Match',
  },
];

const page = 'reference_policies_condition-single-vs-multi-valued-context-keys';
const attributes = (...names: string[]) => ({ 'dynamodb:Attributes': names });
const only = { 'ForAllValues:StringEquals': attributes('ID', 'Message', 'Tags') };
const any = { 'ForAnyValue:StringEquals': attributes('ID', 'PostDateTime') };
// The page "Condition operators" has a table of aws:ResourceOrgPaths that says the opposite of this page in all three rows.
const outside = {
  'ForAllValues:StringNotLike': { 'aws:ResourceOrgPaths': ['o-a/r-a/ou-media/', 'o-a/r-a/ou-sports/*'] },
};

const sets: ConditionExample[] = [
  {
    page,
    says: 'ForAllValues of listed attributes',
    condition: only,
    context: attributes('Message', 'Tags'),
    result: 'Match',
  },
  {
    page,
    says: 'ForAllValues of one that is not listed',
    condition: only,
    context: attributes('Message', 'UserName'),
    result: 'No match',
  },
  { page, says: 'ForAllValues of an empty set', condition: only, context: attributes(), result: 'Match' },
  { page, says: 'ForAllValues of an empty text', condition: only, context: attributes(''), result: 'Match' },
  {
    page,
    says: 'ForAnyValue of one that is listed',
    condition: any,
    context: attributes('UserName', 'Message', 'PostDateTime'),
    result: 'Match',
  },
  {
    page,
    says: 'ForAnyValue of none that is listed',
    condition: any,
    context: attributes('UserName'),
    result: 'No match',
  },
  { page, says: 'ForAnyValue of an empty set', condition: any, context: attributes(), result: 'No match' },
  {
    page,
    says: 'ForAnyValue of a missing key, negated',
    condition: { 'ForAnyValue:StringNotEquals': attributes('ID') },
    context: {},
    result: 'No match',
  },
  {
    page,
    says: 'ForAllValues negated, of none that is listed',
    condition: outside,
    context: { 'aws:ResourceOrgPaths': 'o-a/r-a/ou-media/x/' },
    result: 'Match',
  },
  {
    page,
    says: 'ForAllValues negated, of one that is listed',
    condition: outside,
    context: { 'aws:ResourceOrgPaths': ['o-b/', 'o-a/r-a/ou-sports/x/'] },
    result: 'No match',
  },
  {
    page,
    says: 'ForAnyValue negated, of one that is listed and one that is not',
    condition: { 'ForAnyValue:StringNotEquals': attributes('ID') },
    context: attributes('ID', 'Tags'),
    result: 'Match',
  },
  {
    page,
    says: 'ForAnyValue negated, of one that is listed',
    condition: { 'ForAnyValue:StringNotEquals': attributes('ID') },
    context: attributes('ID'),
    result: 'No match',
  },
];

const audited = {
  StringEqualsIgnoreCase: {
    'aws:PrincipalTag/department': ['finance', 'hr'],
    'aws:PrincipalTag/role': ['audit', 'security'],
  },
  StringEquals: { 'aws:PrincipalAccount': '123456789012' },
};
const asked = {
  'aws:PrincipalTag/department': 'Finance',
  'aws:PrincipalTag/role': 'security',
  'aws:PrincipalAccount': '123456789012',
};
const many = 'reference_policies_condition-logic-multiple-context-keys-or-values';
const element = 'reference_policies_elements_condition';

const blocks: ConditionExample[] = [
  {
    page: many,
    says: 'every operator and key, one value of each',
    condition: audited,
    context: asked,
    result: 'Match',
  },
  {
    page: many,
    says: 'one key of an operator fails',
    condition: audited,
    context: { ...asked, 'aws:PrincipalTag/role': 'dev' },
    result: 'No match',
  },
  {
    page: many,
    says: 'one operator fails',
    condition: audited,
    context: { ...asked, 'aws:PrincipalAccount': '999999999999' },
    result: 'No match',
  },
  {
    page: element,
    says: 'a key in other letters',
    condition: { StringEquals: { 'AWS:SourceVPC': 'vpc-1' } },
    context: { 'aws:sourceVpc': 'vpc-1' },
    result: 'Match',
  },
  {
    page: element,
    says: 'a value in other letters',
    condition: { StringEquals: { 'aws:username': 'johndoe' } },
    context: { 'aws:username': 'JohnDoe' },
    result: 'No match',
  },
  {
    page: element,
    says: 'a value in other letters, ignoring case',
    condition: { StringEqualsIgnoreCase: { 'aws:username': 'johndoe' } },
    context: { 'aws:username': 'JohnDoe' },
    result: 'Match',
  },
  {
    page: element,
    says: 'a sign-in with MFA in the last hour',
    condition: { NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '3600' } },
    context: { 'aws:MultiFactorAuthAge': '3599' },
    result: 'Match',
  },
];

/** Conditions on ARNs, on whether keys are there, on sets, and blocks of several conditions. */
export const keyConditions = [...arns, ...presence, ...sets, ...blocks];
