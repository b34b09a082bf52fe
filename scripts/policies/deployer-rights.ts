import type { StackRight } from './stack-rights';

const here = 'arn:aws:{service}:*:*:';

/** What whoever deploys calls besides CDK's own roles, which do all that changes a stack. */
export const deployerRights: readonly StackRight[] = [
  {
    service: 'sts',
    actions: 'AssumeRole',
    on: ['arn:aws:iam::*:role/cdk-hnb659fds-*'],
    everywhere: 'GetCallerIdentity',
  },
  { service: 'ssm', actions: 'GetParameter', on: [`${here}parameter/cdk-bootstrap/hnb659fds/version`] },
  { service: 'cloudformation', actions: 'DescribeStacks ListStackResources', on: [`${here}stack/NAME/*`] },
  {
    service: 'lambda',
    actions: 'GetFunctionConcurrency',
    on: [`${here}function:NAME`],
    everywhere: 'GetAccountSettings',
  },
  { service: 'servicequotas', actions: '', on: [], everywhere: 'ListServiceQuotas' },
  { service: 'iam', actions: 'GetRole SimulatePrincipalPolicy', on: ['arn:aws:iam::*:role/*'] },
  { service: 'dynamodb', actions: 'DescribeTable Scan', on: [`${here}table/NAME`] },
  { service: 'cognito-idp', actions: 'GetGroup', on: [`${here}userpool/*`], everywhere: 'ListUserPools' },
  { service: 'tag', actions: '', on: [], everywhere: 'GetResources' },
  { service: 's3', actions: 'ListBucket', on: ['arn:aws:s3:::NAME'] },
  { service: 's3', actions: 'GetObject PutObject', on: ['arn:aws:s3:::leasehold-*-catalog-*/*'] },
  {
    service: 'cloudwatch',
    actions: 'DescribeAlarms DescribeAlarmHistory SetAlarmState',
    on: [`${here}alarm:NAME`],
  },
  { service: 'codebuild', actions: 'StartBuild BatchGetBuilds', on: [`${here}project/NAME`] },
];
