import type { Arn } from './arn';

/** A Terraform resource that an ARN may stand for, with the attributes by which the provider can read it. */
export interface Candidate {
  type: string;
  attributes: Record<string, string>;
}

type Row = [service: string, resource: RegExp, candidates: (found: Found) => Candidate[]];

interface Found {
  arn: Arn;
  /** What the expression's groups caught. */
  groups: string[];
}

const byArn =
  (type: string) =>
  ({ arn }: Found) => [{ type, attributes: { id: arn.text, arn: arn.text } }];

/** The first group is the id; `also` names a further attribute of the same value. */
const byGroup =
  (type: string, also?: string) =>
  ({ groups: [id = ''] }: Found) => [{ type, attributes: also === undefined ? { id } : { id, [also]: id } }];

/** EC2 ids say by their prefix what they are; a security group rule does not say which way it goes. */
const ec2Types: Record<string, string[]> = {
  vpc: ['aws_vpc'],
  subnet: ['aws_subnet'],
  igw: ['aws_internet_gateway'],
  eigw: ['aws_egress_only_internet_gateway'],
  nat: ['aws_nat_gateway'],
  eipalloc: ['aws_eip'],
  rtb: ['aws_route_table'],
  sg: ['aws_security_group'],
  sgr: ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'],
  acl: ['aws_network_acl'],
  vpce: ['aws_vpc_endpoint'],
  'vpce-svc': ['aws_vpc_endpoint_service'],
  eni: ['aws_network_interface'],
  i: ['aws_instance'],
  vol: ['aws_ebs_volume'],
  snap: ['aws_ebs_snapshot'],
  ami: ['aws_ami'],
  lt: ['aws_launch_template'],
  pcx: ['aws_vpc_peering_connection'],
  dopt: ['aws_vpc_dhcp_options'],
  pl: ['aws_ec2_managed_prefix_list'],
  fl: ['aws_flow_log'],
  tgw: ['aws_ec2_transit_gateway'],
  'tgw-attach': ['aws_ec2_transit_gateway_vpc_attachment'],
  'tgw-rtb': ['aws_ec2_transit_gateway_route_table'],
  cgw: ['aws_customer_gateway'],
  vgw: ['aws_vpn_gateway'],
  vpn: ['aws_vpn_connection'],
};

const ec2Candidates = ({ groups: [id = ''] }: Found): Candidate[] => {
  const prefix = id.slice(0, id.lastIndexOf('-'));
  return (ec2Types[prefix] ?? []).map((type) => ({ type, attributes: { id } }));
};

const ecsService = ({ arn, groups: [cluster = '', name = ''] }: Found): Candidate[] => {
  const attributes = { id: arn.text, arn: arn.text, name, cluster: clusterArn(arn, cluster) };
  return [{ type: 'aws_ecs_service', attributes }];
};

const taskDefinition = ({ arn, groups: [family = ''] }: Found): Candidate[] => [
  { type: 'aws_ecs_task_definition', attributes: { id: family, family, arn: arn.text } },
];

const eventRule = ({ groups: [bus = 'default', name = ''] }: Found): Candidate[] => {
  const id = bus === 'default' ? name : `${bus}/${name}`;
  return [{ type: 'aws_cloudwatch_event_rule', attributes: { id, name, event_bus_name: bus } }];
};

/** What each service's ARNs are in Terraform. Source: each resource's "Import" section in the provider's documentation. */
const table: Row[] = [
  ['ec2', /\/([\w-]+)$/, ec2Candidates],
  ['elasticloadbalancing', /^loadbalancer\/(?:app|net|gwy)\//, byArn('aws_lb')],
  ['elasticloadbalancing', /^loadbalancer\/([^/]+)$/, byGroup('aws_elb', 'name')],
  ['elasticloadbalancing', /^targetgroup\//, byArn('aws_lb_target_group')],
  ['elasticloadbalancing', /^listener\//, byArn('aws_lb_listener')],
  ['elasticloadbalancing', /^listener-rule\//, byArn('aws_lb_listener_rule')],
  ['ecs', /^cluster\//, byArn('aws_ecs_cluster')],
  ['ecs', /^service\/([^/]+)\/([^/]+)$/, ecsService],
  ['ecs', /^task-definition\/([^:]+):\d+$/, taskDefinition],
  ['ecs', /^capacity-provider\//, byArn('aws_ecs_capacity_provider')],
  ['rds', /^db:(.+)$/, byGroup('aws_db_instance', 'identifier')],
  ['rds', /^cluster:(.+)$/, byGroup('aws_rds_cluster', 'cluster_identifier')],
  ['rds', /^subgrp:(.+)$/, byGroup('aws_db_subnet_group', 'name')],
  ['rds', /^pg:(.+)$/, byGroup('aws_db_parameter_group', 'name')],
  ['rds', /^cluster-pg:(.+)$/, byGroup('aws_rds_cluster_parameter_group', 'name')],
  ['rds', /^og:(.+)$/, byGroup('aws_db_option_group', 'name')],
  ['rds', /^snapshot:(.+)$/, byGroup('aws_db_snapshot', 'db_snapshot_identifier')],
  ['rds', /^cluster-snapshot:(.+)$/, byGroup('aws_db_cluster_snapshot', 'db_cluster_snapshot_identifier')],
  ['logs', /^log-group:([^:]+)/, byGroup('aws_cloudwatch_log_group', 'name')],
  ['secretsmanager', /^secret:/, byArn('aws_secretsmanager_secret')],
  ['sns', /^[^:]+$/, byArn('aws_sns_topic')],
  ['kms', /^key\/(.+)$/, byGroup('aws_kms_key')],
  ['iam', /^role\/(?:.*\/)?([^/]+)$/, byGroup('aws_iam_role', 'name')],
  ['iam', /^user\/(?:.*\/)?([^/]+)$/, byGroup('aws_iam_user', 'name')],
  ['iam', /^instance-profile\/(?:.*\/)?([^/]+)$/, byGroup('aws_iam_instance_profile', 'name')],
  ['iam', /^policy\//, byArn('aws_iam_policy')],
  ['iam', /^oidc-provider\//, byArn('aws_iam_openid_connect_provider')],
  ['events', /^rule\/(?:([^/]+)\/)?([^/]+)$/, eventRule],
  ['events', /^event-bus\/(.+)$/, byGroup('aws_cloudwatch_event_bus', 'name')],
  ['scheduler', /^schedule-group\/(.+)$/, byGroup('aws_scheduler_schedule_group', 'name')],
  ['s3', /^([^/]+)$/, byGroup('aws_s3_bucket', 'bucket')],
  ['lambda', /^function:([^:]+)$/, byGroup('aws_lambda_function', 'function_name')],
  ['dynamodb', /^table\/([^/]+)$/, byGroup('aws_dynamodb_table', 'name')],
  ['ecr', /^repository\/(.+)$/, byGroup('aws_ecr_repository', 'name')],
  ['elasticache', /^cluster:(.+)$/, byGroup('aws_elasticache_cluster', 'cluster_id')],
  ['elasticache', /^replicationgroup:(.+)$/, byGroup('aws_elasticache_replication_group')],
  ['elasticache', /^subnetgroup:(.+)$/, byGroup('aws_elasticache_subnet_group', 'name')],
  ['elasticfilesystem', /^file-system\/(.+)$/, byGroup('aws_efs_file_system')],
  ['elasticfilesystem', /^access-point\/(.+)$/, byGroup('aws_efs_access_point')],
  ['states', /^stateMachine:/, byArn('aws_sfn_state_machine')],
  ['cloudwatch', /^alarm:(.+)$/, byGroup('aws_cloudwatch_metric_alarm', 'alarm_name')],
  ['acm', /^certificate\//, byArn('aws_acm_certificate')],
  ['route53', /^hostedzone\/(.+)$/, byGroup('aws_route53_zone', 'zone_id')],
  ['ssm', /^parameter(\/.+)$/, byGroup('aws_ssm_parameter', 'name')],
  ['apigateway', /^\/apis\/([^/]+)$/, byGroup('aws_apigatewayv2_api')],
  ['apigateway', /^\/restapis\/([^/]+)$/, byGroup('aws_api_gateway_rest_api')],
  ['cloudfront', /^distribution\/(.+)$/, byGroup('aws_cloudfront_distribution')],
  ['codebuild', /^project\//, byArn('aws_codebuild_project')],
  ['cognito-idp', /^userpool\/(.+)$/, byGroup('aws_cognito_user_pool')],
  ['eks', /^cluster\/(.+)$/, byGroup('aws_eks_cluster', 'name')],
];

/** What an ARN may be in Terraform; empty when the table does not know it. `endpoint` is an emulator's address. */
export function candidatesOf(arn: Arn, endpoint?: string): Candidate[] {
  if (arn.service === 'sqs') return [sqsQueue(arn, endpoint)];
  for (const [service, resource, candidates] of table) {
    const match = service === arn.service ? resource.exec(arn.resource) : null;
    if (match) return candidates({ arn, groups: match.slice(1) });
  }
  return [];
}

/** The ARN of the cluster that an ECS service, task or container instance belongs to; undefined for anything else. */
export function clusterArnOf(arn: Arn): string | undefined {
  const match = /^(?:service|task|task-set|container-instance)\/([^/]+)\//.exec(arn.resource);
  return arn.service === 'ecs' && match?.[1] !== undefined ? clusterArn(arn, match[1]) : undefined;
}

/** The URL by which Terraform knows a queue. */
export function queueUrl(arn: Pick<Arn, 'region' | 'account' | 'resource'>, endpoint?: string): string {
  const host = endpoint?.replace(/\/$/, '') ?? `https://sqs.${arn.region}.amazonaws.com`;
  return `${host}/${arn.account}/${arn.resource}`;
}

function sqsQueue(arn: Arn, endpoint: string | undefined): Candidate {
  return { type: 'aws_sqs_queue', attributes: { id: queueUrl(arn, endpoint), name: arn.resource } };
}

function clusterArn({ partition, region, account }: Arn, name: string): string {
  return `arn:${partition}:ecs:${region}:${account}:cluster/${name}`;
}
