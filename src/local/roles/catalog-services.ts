/** The services that the catalog's components are made of; the target of a local plane offers them unless others are named. */
export const catalogServices: readonly string[] =
  'acm cloudfront cloudtrail cloudwatch dynamodb ec2 eks elasticloadbalancing iam kms lambda logs ram route53 s3 ses sns wafv2'.split(
    ' ',
  );
