/** The services that the catalog's components are made of; the target of a local plane offers them unless others are named. */
export const catalogServices: readonly string[] = 'dynamodb ec2 iam kms route53'.split(' ');
