import { readFileSync } from 'node:fs';

/**
 * Reads a list of what Terraform's types need: a line for each type, the type first, then columns of actions that spaces
 * divide; lines that begin otherwise are no types.
 */
export function readTypeActions(path: string): [string, string[]][] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('aws_'))
    .map((line) => {
      const [type = '', ...columns] = line.split('\t');
      return [type, [...new Set(columns.flatMap((column) => column.split(' ')).filter(Boolean))]];
    });
}

/** What such a list names for the end of each type: its third column of actions. */
export function readEnds(path: string): [string, string[]][] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('aws_'))
    .map((line) => {
      const [type = '', , , ends = ''] = line.split('\t');
      return [type, ends.split(' ').filter(Boolean)];
    });
}

const account = 'An older provider asked EC2 for the account; this one asks STS.';
const apart = 'These are resources of their own in Terraform, with needs of their own.';
const classic = 'An action of the classic load balancer.';
const listedWith = 'The provider gets the tags with the object.';
const ownAlarms = 'Only target tracking touches alarms, and that is a policy.';
const ownCapacity = 'The provider only names capacity providers; those of its own are resources apart.';
const notHere = 'A setting that none of our modules has, and the provider calls it for nothing else.';

/** What a public list names for a type and the tables leave out, with the reason. */
export const leftOut: Record<string, string> = {
  'aws_appautoscaling_policy cloudwatch:GetMetricData': "Only the service's own role reads metrics.",
  'aws_appautoscaling_target application-autoscaling:DescribeScheduledActions': apart,
  'aws_appautoscaling_target application-autoscaling:PutScheduledAction': apart,
  'aws_appautoscaling_target cloudwatch:DeleteAlarms': ownAlarms,
  'aws_appautoscaling_target cloudwatch:DescribeAlarms': ownAlarms,
  'aws_appautoscaling_target cloudwatch:PutMetricAlarm': ownAlarms,
  'aws_appautoscaling_target lambda:DeleteProvisionedConcurrencyConfig': notHere,
  'aws_appautoscaling_target lambda:GetProvisionedConcurrencyConfig': notHere,
  'aws_appautoscaling_target lambda:PutProvisionedConcurrencyConfig': notHere,
  'aws_cloudwatch_event_rule events:PutTargets': apart,
  'aws_cloudwatch_event_rule events:RemoveTargets': apart,
  'aws_cloudwatch_log_group logs:ListTagsLogGroup': 'The provider asks by ListTagsForResource.',
  'aws_db_instance iam:GetRole': 'Only the console looks for roles.',
  'aws_db_instance iam:ListRoles': 'Only the console looks for roles.',
  'aws_db_instance rds:DescribeDBClusters': notHere,
  'aws_db_instance rds:DescribeDBEngineVersions': notHere,
  'aws_db_instance rds:DescribeDBInstanceAutomatedBackups': notHere,
  'aws_db_instance rds:DescribeDBParameterGroups': notHere,
  'aws_db_instance rds:RebootDBInstance': notHere,
  'aws_default_network_acl ec2:DescribeAccountAttributes': account,
  'aws_default_route_table ec2:DescribeNetworkAcls': 'An action of another type.',
  'aws_ecr_repository_policy ec2:DescribeAccountAttributes': account,
  'aws_ecs_cluster ecs:ListTagsForResource': listedWith,
  'aws_ecs_cluster ecs:PutAccountSetting': apart,
  'aws_ecs_cluster ecs:PutAccountSettingDefault': apart,
  'aws_ecs_cluster ecs:PutClusterCapacityProviders': apart,
  'aws_ecs_cluster_capacity_providers autoscaling:CreateOrUpdateTags': ownCapacity,
  'aws_ecs_cluster_capacity_providers ecs:CreateCapacityProvider': ownCapacity,
  'aws_ecs_cluster_capacity_providers ecs:DeleteCapacityProvider': ownCapacity,
  'aws_ecs_cluster_capacity_providers ecs:DescribeCapacityProviders': ownCapacity,
  'aws_ecs_cluster_capacity_providers ecs:ListTagsForResource': ownCapacity,
  'aws_ecs_cluster_capacity_providers ecs:UpdateCapacityProvider': ownCapacity,
  'aws_ecs_service ecs:ListTagsForResource': listedWith,
  'aws_ecs_task_definition ecs:ListTagsForResource': listedWith,
  'aws_iam_openid_connect_provider ec2:DescribeAccountAttributes': account,
  'aws_iam_openid_connect_provider iam:ListOpenIDConnectProviderTags': listedWith,
  'aws_lambda_permission iam:PassRole': 'A permission has no role.',
  'aws_lb ec2:CreateSecurityGroup': 'Only the console makes a group.',
  'aws_lb ec2:DeleteNetworkInterface': 'The provider tries to tidy up and goes on where it may not.',
  'aws_lb ec2:DetachNetworkInterface': 'The provider tries to tidy up and goes on where it may not.',
  'aws_lb elasticloadbalancing:AttachLoadBalancerToSubnets': classic,
  'aws_lb elasticloadbalancing:CreateLoadBalancerListeners': classic,
  'aws_lb_target_group elasticloadbalancing:DeregisterTargets': apart,
  'aws_lb_target_group elasticloadbalancing:DescribeTargetHealth': apart,
  'aws_lb_target_group elasticloadbalancing:RegisterTargets': apart,
  'aws_network_acl ec2:DescribeAccountAttributes': account,
  'aws_network_acl_rule ec2:ReplaceNetworkAclEntry': 'The provider makes a rule anew that changes.',
  'aws_route ec2:DescribeNetworkInterfaces': notHere,
  'aws_route_table ec2:DescribeAccountAttributes': account,
  'aws_route_table_association ec2:DescribeAccountAttributes': account,
  'aws_route_table_association ec2:DescribeSubnets': 'The provider reads the association in its table.',
  'aws_s3_bucket s3:GetObject': 'An action on objects.',
  'aws_s3_bucket s3:GetObjectAcl': 'An action on objects.',
  'aws_s3_bucket_lifecycle_configuration s3:GetBucketLogging': 'An action of another setting.',
  'aws_s3_bucket_lifecycle_configuration s3:PutBucketLogging': 'An action of another setting.',
  'aws_security_group ec2:DescribeAccountAttributes': account,
  'aws_sqs_queue sqs:GetQueueUrl': 'The provider knows a queue by its URL.',
  'aws_sqs_queue_policy sqs:ListQueueTags': 'A policy has no tags.',
  'aws_sqs_queue_redrive_allow_policy ec2:DescribeAccountAttributes': account,
  'aws_sqs_queue_redrive_policy ec2:DescribeAccountAttributes': account,
  'aws_subnet ec2:DescribeAccountAttributes': account,
  'aws_vpc ec2:DescribeAccountAttributes': account,
  'aws_vpc_endpoint ec2:DescribeSecurityGroups': 'AWS finds them by their ids.',
  'aws_vpc_endpoint ec2:DescribeSubnets': 'AWS finds them by their ids.',
  'aws_vpc_endpoint vpc-lattice:CreateServiceNetworkVpcEndpointAssociation': notHere,
  'aws_vpc_endpoint vpce:AllowMultiRegion': notHere,
};
