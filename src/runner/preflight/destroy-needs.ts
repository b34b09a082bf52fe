/** A planned attribute; undefined while it is not known. */
export type Value = (attribute: string) => string | undefined;

/** What a destroy asks of IAM: actions of one service, all on the same object. */
export interface Need {
  service: string;
  actions: string[];
  /**
   * The resource part of the object's ARN, `{attribute}` for a planned value and `*` for an id that AWS makes up;
   * `*` alone where IAM knows no object for the actions.
   */
  on: string | ((value: Value) => string);
  /** Whether this object, as it is planned, needs it; by default it does. */
  if?: (value: Value) => boolean;
}

const need =
  (service: string) =>
  (on: Need['on'], ...actions: string[]): Need => ({ service, on, actions });

const [codebuild, dynamodb, ec2, ecr, ecs, elb, events, iam, kms] = [
  need('codebuild'),
  need('dynamodb'),
  need('ec2'),
  need('ecr'),
  need('ecs'),
  need('elasticloadbalancing'),
  need('events'),
  need('iam'),
  need('kms'),
];
const [lambda, logs, rds, route53, s3, secrets, sqs] = [
  need('lambda'),
  need('logs'),
  need('rds'),
  need('route53'),
  need('s3'),
  need('secretsmanager'),
  need('sqs'),
];

const loadBalancerKinds: Record<string, string> = { network: 'net', gateway: 'gwy' };
const kindOf = (value: Value) => loadBalancerKinds[value('load_balancer_type') ?? ''] ?? 'app';
/** A listener does not say of which kind its load balancer is, but its protocol does. */
const protocolKind = (value: Value) => (/^(TCP|UDP|TLS)/.test(value('protocol') ?? '') ? 'net' : 'app');

/** What is referred to by ARN or URL has its name at the end of it. */
const nameIn = (attribute: string, value: Value) => value(attribute)?.split('/').at(-1) ?? `{${attribute}}`;

/** IAM names a provider by its address without the scheme. */
const addressOf = (value: Value) => value('url')?.replace('https://', '') ?? '*';

/** A setting of a bucket: read by one call, and removed by another. */
const bucketSetting = (...actions: string[]) => [s3('{bucket}', 'ListBucket', ...actions)];

const finalSnapshot: Need = {
  ...rds('snapshot:{final_snapshot_identifier}', 'CreateDBSnapshot'),
  if: (value) => value('skip_final_snapshot') !== 'true',
};

/**
 * What Terraform calls to destroy one resource of a type: to read it again, to undo what holds it, to delete it, and
 * to see it gone. Sources: each resource's Read and Delete functions in the provider, and AWS's Service Authorization
 * Reference for the objects.
 */
const table: Record<string, Need[]> = {
  aws_cloudwatch_event_rule: [events('rule/{name}', 'DescribeRule', 'ListTagsForResource', 'DeleteRule')],
  aws_cloudwatch_event_target: [events('rule/{rule}', 'ListTargetsByRule', 'RemoveTargets')],
  aws_cloudwatch_log_group: [
    logs('*', 'DescribeLogGroups'),
    logs('log-group:{name}', 'ListTagsForResource'),
    // IAM is asked about a group's streams even where the whole group goes.
    logs('log-group:{name}:log-stream:', 'DeleteLogGroup'),
  ],
  aws_codebuild_project: [codebuild('project/{name}', 'BatchGetProjects', 'DeleteProject')],
  aws_db_instance: [
    // The provider knows an instance by the id that RDS gave it, and filters a list by that.
    rds('db:*', 'DescribeDBInstances'),
    rds('db:{identifier}', 'ListTagsForResource', 'DeleteDBInstance'),
    finalSnapshot,
  ],
  aws_db_subnet_group: [
    rds('subgrp:{name}', 'DescribeDBSubnetGroups', 'ListTagsForResource', 'DeleteDBSubnetGroup'),
  ],
  // It belongs to its VPC: Terraform only forgets it.
  aws_default_security_group: [ec2('*', 'DescribeSecurityGroups')],
  aws_dynamodb_table: [
    dynamodb('table/{name}', 'DescribeTable', 'DescribeContinuousBackups', 'DescribeTimeToLive'),
    dynamodb('table/{name}', 'ListTagsOfResource', 'DeleteTable'),
  ],
  aws_ecr_lifecycle_policy: [ecr('repository/{repository}', 'GetLifecyclePolicy', 'DeleteLifecyclePolicy')],
  aws_ecr_repository: [
    ecr('repository/{name}', 'DescribeRepositories', 'ListTagsForResource', 'ListImages', 'DeleteRepository'),
  ],
  aws_ecr_repository_policy: [
    ecr('repository/{repository}', 'GetRepositoryPolicy', 'DeleteRepositoryPolicy'),
  ],
  aws_ecs_cluster: [ecs('cluster/{name}', 'DescribeClusters', 'DeleteCluster')],
  aws_ecs_service: [
    ecs(
      (value) => `service/${nameIn('cluster', value)}/{name}`,
      'DescribeServices',
      'UpdateService',
      'DeleteService',
    ),
  ],
  aws_ecs_task_definition: [ecs('*', 'DescribeTaskDefinition', 'DeregisterTaskDefinition')],
  aws_eip: [
    ec2('*', 'DescribeAddresses', 'DescribeAddressesAttribute'),
    ec2('elastic-ip/*', 'DisassociateAddress', 'ReleaseAddress'),
  ],
  aws_iam_openid_connect_provider: [
    iam(
      (value) => `oidc-provider/${addressOf(value)}`,
      'GetOpenIDConnectProvider',
      'DeleteOpenIDConnectProvider',
    ),
    // Before it goes, it is asked who trusts it.
    iam('*', 'ListRoles'),
  ],
  aws_iam_role: [
    iam('role{path}{name}', 'GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies'),
    iam('role{path}{name}', 'ListInstanceProfilesForRole', 'DeleteRole'),
  ],
  aws_iam_role_policy: [iam('role/{role}', 'GetRolePolicy', 'DeleteRolePolicy')],
  aws_iam_role_policy_attachment: [iam('role/{role}', 'ListAttachedRolePolicies', 'DetachRolePolicy')],
  aws_internet_gateway: [
    ec2('*', 'DescribeInternetGateways'),
    ec2('vpc/*', 'DetachInternetGateway'),
    ec2('internet-gateway/*', 'DetachInternetGateway', 'DeleteInternetGateway'),
  ],
  aws_kms_alias: [
    kms('*', 'ListAliases'),
    kms((value) => `alias/${nameIn('name', value)}`, 'DeleteAlias'),
    kms('key/*', 'DeleteAlias'),
  ],
  aws_kms_key: [
    kms('key/*', 'DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags'),
    kms('key/*', 'ScheduleKeyDeletion'),
  ],
  aws_lambda_permission: [lambda('function:{function_name}', 'GetPolicy', 'RemovePermission')],
  aws_lb: [
    elb('*', 'DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeTags'),
    elb('*', 'DescribeCapacityReservation'),
    elb((value) => `loadbalancer/${kindOf(value)}/{name}/*`, 'DeleteLoadBalancer'),
    ec2('*', 'DescribeNetworkInterfaces'),
  ],
  aws_lb_listener: [
    elb('*', 'DescribeListeners', 'DescribeListenerAttributes', 'DescribeTags'),
    elb((value) => `listener/${protocolKind(value)}/{load_balancer_name}/*/*`, 'DeleteListener'),
  ],
  aws_lb_target_group: [
    elb('*', 'DescribeTargetGroups', 'DescribeTargetGroupAttributes', 'DescribeTags'),
    elb('targetgroup/{name}/*', 'DeleteTargetGroup'),
  ],
  aws_nat_gateway: [ec2('*', 'DescribeNatGateways'), ec2('natgateway/*', 'DeleteNatGateway')],
  aws_route: [ec2('*', 'DescribeRouteTables'), ec2('route-table/*', 'DeleteRoute')],
  aws_route53_record: [
    route53('hostedzone/{zone_id}', 'GetHostedZone', 'ListResourceRecordSets', 'ChangeResourceRecordSets'),
    route53('change/*', 'GetChange'),
  ],
  aws_route_table: [
    ec2('*', 'DescribeRouteTables'),
    ec2('route-table/*', 'DisassociateRouteTable', 'DeleteRouteTable'),
  ],
  aws_route_table_association: [
    ec2('*', 'DescribeRouteTables'),
    ec2('route-table/*', 'DisassociateRouteTable'),
    ec2('subnet/*', 'DisassociateRouteTable'),
  ],
  aws_s3_bucket: [
    s3('{bucket}', 'ListBucket', 'GetBucketTagging', 'GetBucketPolicy', 'GetBucketAcl', 'GetBucketCORS'),
    s3('{bucket}', 'GetBucketWebsite', 'GetBucketVersioning', 'GetAccelerateConfiguration'),
    s3('{bucket}', 'GetBucketRequestPayment', 'GetBucketLogging', 'GetLifecycleConfiguration'),
    s3('{bucket}', 'GetReplicationConfiguration', 'GetEncryptionConfiguration', 'GetBucketLocation'),
    s3('{bucket}', 'GetBucketObjectLockConfiguration', 'DeleteBucket'),
  ],
  aws_s3_bucket_lifecycle_configuration: bucketSetting(
    'GetLifecycleConfiguration',
    'PutLifecycleConfiguration',
  ),
  aws_s3_bucket_logging: bucketSetting('GetBucketLogging', 'PutBucketLogging'),
  aws_s3_bucket_ownership_controls: bucketSetting('GetBucketOwnershipControls', 'PutBucketOwnershipControls'),
  aws_s3_bucket_policy: bucketSetting('GetBucketPolicy', 'DeleteBucketPolicy'),
  aws_s3_bucket_public_access_block: bucketSetting(
    'GetBucketPublicAccessBlock',
    'PutBucketPublicAccessBlock',
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketSetting(
    'GetEncryptionConfiguration',
    'PutEncryptionConfiguration',
  ),
  aws_s3_bucket_versioning: bucketSetting('GetBucketVersioning', 'PutBucketVersioning'),
  aws_secretsmanager_secret: [
    secrets('secret:{name}-*', 'DescribeSecret', 'GetResourcePolicy', 'DeleteSecret'),
  ],
  // The secret's ARN is not known before it is made, and its name is no part of these.
  aws_secretsmanager_secret_rotation: [secrets('secret:*', 'DescribeSecret', 'CancelRotateSecret')],
  aws_secretsmanager_secret_version: [
    secrets('secret:*', 'DescribeSecret', 'GetSecretValue', 'UpdateSecretVersionStage'),
  ],
  aws_security_group: [
    ec2('*', 'DescribeSecurityGroups', 'DescribeNetworkInterfaces'),
    ec2('security-group/*', 'DeleteSecurityGroup'),
  ],
  aws_sqs_queue: [sqs('{name}', 'GetQueueAttributes', 'ListQueueTags', 'DeleteQueue')],
  aws_sqs_queue_policy: [
    sqs((value) => nameIn('queue_url', value), 'GetQueueAttributes', 'SetQueueAttributes'),
  ],
  aws_subnet: [ec2('*', 'DescribeSubnets', 'DescribeNetworkInterfaces'), ec2('subnet/*', 'DeleteSubnet')],
  aws_vpc: [
    ec2('*', 'DescribeVpcs', 'DescribeNetworkAcls', 'DescribeRouteTables', 'DescribeSecurityGroups'),
    ec2('vpc/*', 'DescribeVpcAttribute', 'DeleteVpc'),
  ],
  aws_vpc_endpoint: [
    ec2('*', 'DescribeVpcEndpoints', 'DescribePrefixLists'),
    ec2('vpc-endpoint/*', 'DeleteVpcEndpoints'),
  ],
  aws_vpc_security_group_egress_rule: [
    ec2('*', 'DescribeSecurityGroupRules'),
    ec2('security-group/*', 'RevokeSecurityGroupEgress'),
  ],
  aws_vpc_security_group_ingress_rule: [
    ec2('*', 'DescribeSecurityGroupRules'),
    ec2('security-group/*', 'RevokeSecurityGroupIngress'),
  ],
};

/** What nothing is destroyed without: a receipt needs the tagging API's word. */
export const needOfEveryReceipt: Need = need('tag')('*', 'GetResources');

/** What destroying an object of a type needs; undefined for a type that the table does not know. */
export function destroyNeedsOf(type: string): Need[] | undefined {
  return Object.hasOwn(table, type) ? table[type] : undefined;
}

/** The types that the table knows. */
export const knownTypes = Object.keys(table);
