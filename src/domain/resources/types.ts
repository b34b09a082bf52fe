import { apigatewayTypes } from './aws/apigateway';
import { autoscalingTypes } from './aws/autoscaling';
import { cloudwatchTypes } from './aws/cloudwatch';
import { codebuildTypes } from './aws/codebuild';
import { dynamodbTypes } from './aws/dynamodb';
import { ec2Types } from './aws/ec2';
import { ecrTypes } from './aws/ecr';
import { ecsTypes } from './aws/ecs';
import { eksTypes } from './aws/eks';
import { elasticacheTypes } from './aws/elasticache';
import { elbv2Types } from './aws/elbv2';
import { eventsTypes } from './aws/events';
import { iamTypes } from './aws/iam';
import { kmsTypes } from './aws/kms';
import { lambdaTypes } from './aws/lambda';
import { othersTypes } from './aws/others';
import { rdsTypes } from './aws/rds';
import { route53Types } from './aws/route53';
import { routeTypes } from './aws/routes';
import { s3Types } from './aws/s3';
import { secretsmanagerTypes } from './aws/secretsmanager';
import { networkAclTypes, securityGroupTypes } from './aws/security-groups';
import { snsTypes } from './aws/sns';
import { sqsTypes } from './aws/sqs';
import { vpcTypes } from './aws/vpc';
import { free } from './pricing';
import { type FactsByType, freeTypes, type ResourceFacts } from './resource-facts';

const table: FactsByType = {
  ...apigatewayTypes,
  ...autoscalingTypes,
  ...cloudwatchTypes,
  ...codebuildTypes,
  ...dynamodbTypes,
  ...ec2Types,
  ...ecrTypes,
  ...ecsTypes,
  ...eksTypes,
  ...elasticacheTypes,
  ...elbv2Types,
  ...eventsTypes,
  ...iamTypes,
  ...kmsTypes,
  ...lambdaTypes,
  ...networkAclTypes,
  ...othersTypes,
  ...rdsTypes,
  ...route53Types,
  ...routeTypes,
  ...s3Types,
  ...secretsmanagerTypes,
  ...securityGroupTypes,
  ...snsTypes,
  ...sqsTypes,
  ...vpcTypes,
  ...freeTypes('terraform_data', 'null_resource', 'local_file', 'local_sensitive_file'),
};

/** All of IAM is free, and so are the providers that only compute values on the machine that runs Terraform. */
const freeFamilies = ['aws_iam_', 'random_', 'time_', 'tls_', 'archive_', 'cloudinit_'];

/** What is known of a resource type; undefined when nothing is. */
export function factsOf(type: string): ResourceFacts | undefined {
  if (Object.hasOwn(table, type)) return table[type];
  return freeFamilies.some((prefix) => type.startsWith(prefix)) ? { price: free } : undefined;
}

/** Whether it is recorded what making, reading and deleting a type needs, so that a role can be asked whether it may. */
export function recordsNeeds(type: string): boolean {
  const { create, read, destroy } = factsOf(type) ?? {};
  return create !== undefined && read !== undefined && destroy !== undefined;
}

/** Whether a price of a type is recorded, or that it is free. */
export function isPriced(type: string): boolean {
  return factsOf(type)?.price !== undefined;
}

/** Every type that has a row of its own. */
export const recordedTypes: readonly string[] = Object.keys(table);
