import type { Exception } from './finding';

const row = (checks: readonly string[], where: RegExp, reason: string): Exception[] =>
  checks.map((check) => ({ check, where, reason }));

/** Findings of checkov in components of the catalog that are as they must be. */
export const componentExceptions: readonly Exception[] = [
  ...row(
    ['CKV_AWS_158'],
    /aws_cloudwatch_log_group\.(?:this|web_acl) in \/templates\/(?:alb|ci-cd)\//,
    'AWS encrypts logs by itself; a key of its own is a decision of the stack',
  ),
  ...row(
    ['CKV_AWS_338'],
    /aws_cloudwatch_log_group\.(?:web_acl|control_plane)/,
    'the logs of an environment end with it, as its lease says; the days are an input',
  ),
  ...row(
    ['CKV_AWS_300'],
    /aws_s3_bucket_lifecycle_configuration\.this in \/templates\/audit-trail/,
    'CloudTrail writes each file by one call, and nothing else may write',
  ),
  ...row(
    ['CKV_AWS_252'],
    /aws_cloudtrail\.this/,
    'an alarm on what a trail holds goes to a topic; a message for each file of logs is read by no one',
  ),
  ...row(
    ['CKV_AWS_18', 'CKV2_AWS_61'],
    /aws_s3_bucket\.this in \/templates\/audit-trail/,
    'the trail has the calls to its own bucket; its lifecycle is a resource of its own, which checkov does not see through the condition',
  ),
  ...row(
    ['CKV2_AWS_62', 'CKV_AWS_144', 'CKV_AWS_145'],
    /aws_s3_bucket\.(?:this|logs\[0\]) in \/templates\/(?:audit-trail|object-storage)\//,
    'events, replication and a key are inputs; S3 encrypts by itself, and server access logs take no key of a customer',
  ),
  ...row(
    ['CKV_AWS_174', 'CKV2_AWS_42', 'CKV_AWS_374', 'CKV_AWS_310', 'CKV2_AWS_47', 'CKV2_AWS_32'],
    /aws_cloudfront_distribution\.this/,
    'certificate, countries, web ACL and headers are inputs, which are not known here; TLS 1.2 follows from the certificate, and origins fail over where an input says so',
  ),
  ...row(
    ['CKV_AWS_116'],
    /aws_lambda_function\.this in \/templates\/lambda/,
    'what failed goes to an on-failure destination, which also says why; a dead-letter queue holds the event alone',
  ),
  ...row(
    ['CKV_AWS_272'],
    /aws_lambda_function\.this in \/templates\/lambda/,
    'the signer of a package belongs to the account; whoever hands the package in names its version',
  ),
  ...row(
    ['CKV_AWS_2', 'CKV_AWS_103'],
    /aws_lb_listener\.this in \/templates\/nlb/,
    'TCP and UDP pass as they are; a TLS listener has a policy of TLS 1.2 and above',
  ),
  ...row(
    ['CKV2_AWS_76'],
    /aws_lb\.this in \/templates\/alb/,
    'the rules for Log4j are among the known bad inputs, which the web ACL has unless an input takes them out',
  ),
  ...row(
    ['CKV2_AWS_5'],
    /aws_security_group\.this in \/templates\/security-groups/,
    'other components attach the groups',
  ),
];
