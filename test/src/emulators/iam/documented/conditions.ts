/** A condition of the page "Condition operators" (or of the page that is named), a request's context, and whether it matches. */
export interface ConditionExample {
  page?: string;
  says: string;
  condition: Record<string, Record<string, unknown>>;
  context: Record<string, string | string[]>;
  result: 'Match' | 'No match';
}

const admin = { StringEquals: { 'aws:PrincipalTag/job-category': 'iamuser-admin' } };
const tagging = {
  StringEqualsIgnoreCase: { 'aws:RequestTag/environment': ['preprod', 'storage'] },
  'ForAnyValue:StringEquals': { 'aws:TagKeys': 'environment' },
};
const home = { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/'] } };

const strings: ConditionExample[] = [
  {
    says: 'StringEquals of the value',
    condition: admin,
    context: { 'aws:PrincipalTag/job-category': 'iamuser-admin' },
    result: 'Match',
  },
  {
    says: 'StringEquals of another value',
    condition: admin,
    context: { 'aws:PrincipalTag/job-category': 'dev-ops' },
    result: 'No match',
  },
  { says: 'StringEquals of no value', condition: admin, context: {}, result: 'No match' },
  {
    says: 'StringEquals is case sensitive',
    condition: admin,
    context: { 'aws:PrincipalTag/job-category': 'IAMuser-admin' },
    result: 'No match',
  },
  {
    says: 'StringLike of a home folder',
    condition: home,
    context: { 'aws:username': 'martha_rivera', 's3:prefix': 'home/martha_rivera/' },
    result: 'Match',
  },
  {
    says: "StringLike of another's home folder",
    condition: home,
    context: { 'aws:username': 'nikki_wolf', 's3:prefix': 'home/martha_rivera/' },
    result: 'No match',
  },
  {
    says: 'StringLike of an empty prefix',
    condition: home,
    context: { 'aws:username': 'nikki_wolf', 's3:prefix': '' },
    result: 'Match',
  },
  {
    says: 'StringLike with a variable that has no value',
    condition: home,
    context: { 's3:prefix': 'home/martha_rivera/' },
    result: 'No match',
  },
  {
    says: 'StringNotLike of no value',
    condition: { StringNotLike: { 's3:prefix': 'home/*' } },
    context: {},
    result: 'Match',
  },
  {
    says: 'StringNotEquals of one of several values',
    condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111111111111', '222222222222'] } },
    context: { 'aws:PrincipalAccount': '222222222222' },
    result: 'No match',
  },
  {
    says: 'StringNotEqualsIgnoreCase of the value in other letters',
    condition: { StringNotEqualsIgnoreCase: { 'aws:username': 'JohnDoe' } },
    context: { 'aws:username': 'johndoe' },
    result: 'No match',
  },
  {
    says: 'ForAnyValue with the tag',
    condition: tagging,
    context: { 'aws:TagKeys': 'environment', 'aws:RequestTag/environment': 'preprod' },
    result: 'Match',
  },
  {
    says: 'ForAnyValue with another tag too',
    condition: tagging,
    context: { 'aws:TagKeys': ['environment', 'costcenter'], 'aws:RequestTag/environment': 'PreProd' },
    result: 'Match',
  },
  {
    says: 'ForAnyValue with the tag in other letters',
    condition: tagging,
    context: { 'aws:TagKeys': 'Environment', 'aws:RequestTag/Environment': 'preprod' },
    result: 'No match',
  },
  {
    says: 'ForAnyValue without the tag',
    condition: tagging,
    context: { 'aws:TagKeys': 'costcenter', 'aws:RequestTag/environment': 'preprod' },
    result: 'No match',
  },
  {
    says: 'ForAnyValue of no tags',
    condition: tagging,
    context: { 'aws:RequestTag/environment': 'storage' },
    result: 'No match',
  },
  {
    says: 'a tag without its value',
    condition: tagging,
    context: { 'aws:TagKeys': 'environment' },
    result: 'No match',
  },
  { says: 'neither tags nor values', condition: tagging, context: {}, result: 'No match' },
];

const few = { NumericLessThanEquals: { 's3:max-keys': '10' } };
const issued = { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } };
const plain = { Bool: { 'aws:SecureTransport': 'false' } };
const bytes = { BinaryEquals: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } };

const quantities: ConditionExample[] = [
  { says: 'NumericLessThanEquals of ten', condition: few, context: { 's3:max-keys': '10' }, result: 'Match' },
  {
    says: 'NumericLessThanEquals of eleven',
    condition: few,
    context: { 's3:max-keys': '11' },
    result: 'No match',
  },
  {
    says: 'NumericLessThanEquals of nine, which no text would precede',
    condition: few,
    context: { 's3:max-keys': '9' },
    result: 'Match',
  },
  { says: 'NumericLessThanEquals of no value', condition: few, context: {}, result: 'No match' },
  {
    says: 'NumericEquals of the same number in other digits',
    condition: { NumericEquals: { 's3:max-keys': 10 } },
    context: { 's3:max-keys': '10.0' },
    result: 'Match',
  },
  {
    says: 'NumericNotEquals of none of several',
    condition: { NumericNotEquals: { 's3:max-keys': ['1', '2'] } },
    context: { 's3:max-keys': '3' },
    result: 'Match',
  },
  {
    says: 'NumericNotEquals of no value',
    condition: { NumericNotEquals: { 's3:max-keys': '10' } },
    context: {},
    result: 'Match',
  },
  {
    says: 'DateGreaterThan of a later date',
    condition: issued,
    context: { 'aws:TokenIssueTime': '2020-06-01T00:00:00Z' },
    result: 'Match',
  },
  {
    says: 'DateGreaterThan of the very second',
    condition: issued,
    context: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' },
    result: 'No match',
  },
  { says: 'DateGreaterThan of no value', condition: issued, context: {}, result: 'No match' },
  {
    says: 'DateGreaterThan of a date in epoch time',
    condition: issued,
    context: { 'aws:TokenIssueTime': '1600000000' },
    result: 'Match',
  },
  {
    says: 'DateLessThan of epoch time in the policy',
    condition: { DateLessThan: { 'aws:CurrentTime': '1600000000' } },
    context: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' },
    result: 'Match',
  },
  {
    says: 'DateEquals of the same instant elsewhere',
    condition: { DateEquals: { 'aws:CurrentTime': '2021-06-01T12:00:00+02:00' } },
    context: { 'aws:CurrentTime': '2021-06-01T10:00:00Z' },
    result: 'Match',
  },
  {
    says: 'DateLessThan of a year',
    condition: { DateLessThan: { 'aws:CurrentTime': '2021' } },
    context: { 'aws:CurrentTime': '2020-12-31T23:59:59Z' },
    result: 'Match',
  },
  {
    says: 'Bool of the value',
    condition: plain,
    context: { 'aws:SecureTransport': 'false' },
    result: 'Match',
  },
  {
    says: 'Bool of the other value',
    condition: plain,
    context: { 'aws:SecureTransport': 'true' },
    result: 'No match',
  },
  { says: 'Bool of no value', condition: plain, context: {}, result: 'No match' },
  {
    says: 'BinaryEquals of the bytes',
    condition: bytes,
    context: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' },
    result: 'Match',
  },
  {
    says: 'BinaryEquals of other bytes',
    condition: bytes,
    context: { key: 'ASIAIOSFODNN7EXAMPLE' },
    result: 'No match',
  },
  { says: 'BinaryEquals of no value', condition: bytes, context: {}, result: 'No match' },
];

const office = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
const offices = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } };

const addresses: ConditionExample[] = [
  {
    says: 'IpAddress within the range',
    condition: office,
    context: { 'aws:SourceIp': '203.0.113.1' },
    result: 'Match',
  },
  {
    says: 'IpAddress outside the range',
    condition: office,
    context: { 'aws:SourceIp': '198.51.100.1' },
    result: 'No match',
  },
  {
    says: 'IpAddress of IPv6 within one of the ranges',
    condition: offices,
    context: { 'aws:SourceIp': '2001:db8:1234:5678::9' },
    result: 'Match',
  },
  {
    says: 'IpAddress of IPv6 outside the ranges',
    condition: offices,
    context: { 'aws:SourceIp': '2001:db8:1234:5679::9' },
    result: 'No match',
  },
  {
    says: 'IpAddress of one address',
    condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } },
    context: { 'aws:SourceIp': '203.0.113.8' },
    result: 'No match',
  },
  {
    says: 'IpAddress of IPv4 in all of IPv6',
    condition: { IpAddress: { 'aws:SourceIp': '::/0' } },
    context: { 'aws:SourceIp': '203.0.113.7' },
    result: 'No match',
  },
  {
    says: 'NotIpAddress of IPv4 in all of IPv6',
    condition: { NotIpAddress: { 'aws:SourceIp': '::/0' } },
    context: { 'aws:SourceIp': '203.0.113.7' },
    result: 'Match',
  },
  {
    says: 'IpAddress of IPv4 in all of IPv4',
    condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
    context: { 'aws:SourceIp': '203.0.113.7' },
    result: 'Match',
  },
  {
    says: 'NotIpAddress within one of the ranges',
    condition: { NotIpAddress: offices.IpAddress },
    context: { 'aws:SourceIp': '203.0.113.1' },
    result: 'No match',
  },
  {
    says: 'NotIpAddress of no value',
    condition: { NotIpAddress: offices.IpAddress },
    context: {},
    result: 'Match',
  },
];

/** Conditions on text, numbers, dates, truth, bytes and addresses. */
export const conditions = [...strings, ...quantities, ...addresses];
