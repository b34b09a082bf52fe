import { partitionOf } from './arn';
import { queueUrl } from './arn-types';

/** Where a planned object would be, for ids that name it in full. */
export interface Place {
  region: string;
  /** Undefined while it is not known. */
  account: string | undefined;
  endpoint: string | undefined;
}

/** The value of a planned attribute, known at plan time or taken from a parent that exists; undefined when unknown. */
type Value = (attribute: string) => string | undefined;

/** Attributes by which the provider can read an object; undefined when too little is known. */
type Seed = (value: Value, place: Place) => Record<string, string> | undefined;

/**
 * How an object of a type can be found before any state knows it.
 * `parent`: the attribute that names what it lives in; it cannot outlive a parent of this life.
 * `seed`: its id, computed.
 */
export interface Identity {
  parent?: string;
  seed?: Seed;
  /** The attribute whose value is the id in a state, where the provider also reads it by another. */
  idIs?: string;
}

/** Its id is one attribute's value. */
const named = (attribute: string): Identity => ({
  seed: (value) => whole({ id: value(attribute), [attribute]: value(attribute) }),
});

/** It lives in what `parent` names; with `seed` it can be looked up by itself. */
const childOf = (parent: string, seed?: Seed): Identity => (seed ? { parent, seed } : { parent });

/** It is a setting of what `parent` names, and nothing by itself. */
const settingOf = (parent: string): Identity => ({ parent });

const arnIn =
  (service: string, resource: (value: Value) => string | undefined, global = false): Seed =>
  (value, { region, account }) => {
    const name = resource(value);
    const arn = `arn:${partitionOf(region)}:${service}:${global ? '' : region}:${account}:${name}`;
    return name === undefined || account === undefined ? undefined : { id: arn, arn };
  };

const eventRule: Seed = (value) => {
  const bus = value('event_bus_name') ?? 'default';
  const name = value('name');
  return whole({ id: name && (bus === 'default' ? name : `${bus}/${name}`), name, event_bus_name: bus });
};

const eventTarget: Seed = (value) => {
  const [rule, target] = [value('rule'), value('target_id')];
  const id = rule && target && `${rule}-${target}`;
  return whole({ id, rule, target_id: target, event_bus_name: value('event_bus_name') ?? 'default' });
};

const rolePolicy: Seed = (value) => {
  const [role, name] = [value('role'), value('name')];
  return whole({ id: role && name && `${role}:${name}`, role, name });
};

const rolePolicyAttachment: Seed = (value) => {
  const [role, policy] = [value('role'), value('policy_arn')];
  return whole({ id: role && policy && `${role}-${policy}`, role, policy_arn: policy });
};

const route: Seed = (value) => {
  const table = value('route_table_id');
  const to = ['destination_cidr_block', 'destination_ipv6_cidr_block', 'destination_prefix_list_id'];
  const attribute = to.find((one) => value(one) !== undefined);
  if (attribute === undefined) return undefined;
  return whole({ id: table && `r-${table}`, route_table_id: table, [attribute]: value(attribute) });
};

const record: Seed = (value) => {
  const [zone, name, type] = [value('zone_id'), value('name'), value('type')];
  return whole({ id: zone && name && type && `${zone}_${name}_${type}`, zone_id: zone, name, type });
};

const schedule: Seed = (value) => {
  const name = value('name');
  const group = value('group_name') ?? 'default';
  return whole({ id: name && `${group}/${name}`, name, group_name: group });
};

const queue: Seed = (value, { region, account, endpoint }) => {
  const name = value('name');
  const url = name && account && queueUrl({ region, account, resource: name }, endpoint);
  return whole({ id: url, name });
};

const functionPermission: Seed = (value) => {
  const statement = value('statement_id');
  return whole({ id: statement, statement_id: statement, function_name: value('function_name') });
};

/** Sources: each resource's "Import" section in the provider's documentation, and what its Read function reads. */
const identities: Record<string, Identity> = {
  aws_iam_role: named('name'),
  aws_iam_user: named('name'),
  aws_iam_group: named('name'),
  aws_iam_instance_profile: named('name'),
  aws_iam_openid_connect_provider: { seed: arnIn('iam', (value) => providerPath(value), true) },
  aws_iam_policy: { seed: arnIn('iam', (value) => policyPath(value), true) },
  aws_iam_role_policy: childOf('role', rolePolicy),
  aws_iam_role_policy_attachment: childOf('role', rolePolicyAttachment),
  aws_ecs_cluster: { ...named('name'), idIs: 'arn' },
  // Neither is looked up by name: the provider looks for a missing service for two minutes, a definition needs its revision.
  aws_ecs_service: childOf('cluster'),
  aws_ecs_task_definition: {},
  aws_ecs_cluster_capacity_providers: settingOf('cluster_name'),
  aws_lb: {},
  aws_lb_target_group: {},
  aws_lb_target_group_attachment: settingOf('target_group_arn'),
  aws_lb_listener: childOf('load_balancer_arn'),
  aws_lb_listener_rule: childOf('listener_arn'),
  aws_lb_listener_certificate: settingOf('listener_arn'),
  aws_db_instance: named('identifier'),
  aws_rds_cluster: named('cluster_identifier'),
  aws_rds_cluster_instance: named('identifier'),
  aws_db_subnet_group: named('name'),
  aws_db_parameter_group: named('name'),
  aws_elasticache_subnet_group: named('name'),
  aws_elasticache_cluster: named('cluster_id'),
  aws_elasticache_replication_group: named('replication_group_id'),
  aws_cloudwatch_log_group: named('name'),
  aws_cloudwatch_metric_alarm: named('alarm_name'),
  aws_cloudwatch_event_rule: { seed: eventRule },
  aws_cloudwatch_event_target: childOf('rule', eventTarget),
  aws_cloudwatch_event_bus: named('name'),
  aws_scheduler_schedule: { seed: schedule },
  aws_scheduler_schedule_group: named('name'),
  aws_secretsmanager_secret: { seed: (value) => whole({ id: value('name') }), idIs: 'arn' },
  aws_secretsmanager_secret_version: settingOf('secret_id'),
  aws_secretsmanager_secret_policy: settingOf('secret_arn'),
  aws_secretsmanager_secret_rotation: settingOf('secret_id'),
  aws_sqs_queue: { seed: queue },
  aws_sqs_queue_policy: settingOf('queue_url'),
  aws_sns_topic: { seed: arnIn('sns', (value) => value('name')) },
  aws_sns_topic_policy: settingOf('arn'),
  aws_sns_topic_subscription: childOf('topic_arn'),
  aws_kms_alias: named('name'),
  aws_s3_bucket: named('bucket'),
  aws_s3_bucket_versioning: settingOf('bucket'),
  aws_s3_bucket_policy: settingOf('bucket'),
  aws_s3_bucket_public_access_block: settingOf('bucket'),
  aws_s3_bucket_server_side_encryption_configuration: settingOf('bucket'),
  aws_s3_bucket_lifecycle_configuration: settingOf('bucket'),
  aws_s3_bucket_ownership_controls: settingOf('bucket'),
  aws_s3_bucket_logging: settingOf('bucket'),
  aws_dynamodb_table: named('name'),
  aws_ecr_repository: named('name'),
  aws_ecr_repository_policy: settingOf('repository'),
  aws_ecr_lifecycle_policy: settingOf('repository'),
  aws_lambda_function: named('function_name'),
  aws_lambda_permission: childOf('function_name', functionPermission),
  aws_codebuild_project: { ...named('name'), idIs: 'arn' },
  aws_autoscaling_group: named('name'),
  aws_autoscaling_policy: settingOf('autoscaling_group_name'),
  aws_appautoscaling_target: settingOf('resource_id'),
  aws_appautoscaling_policy: settingOf('resource_id'),
  aws_route53_record: childOf('zone_id', record),
  aws_route: childOf('route_table_id', route),
  aws_route_table_association: settingOf('route_table_id'),
  aws_main_route_table_association: settingOf('vpc_id'),
  aws_vpc_dhcp_options_association: settingOf('vpc_id'),
  aws_vpc_ipv4_cidr_block_association: settingOf('vpc_id'),
  aws_vpc_endpoint_route_table_association: settingOf('vpc_endpoint_id'),
  aws_default_security_group: settingOf('vpc_id'),
  aws_default_network_acl: settingOf('default_network_acl_id'),
  aws_default_route_table: settingOf('default_route_table_id'),
  aws_security_group_rule: settingOf('security_group_id'),
  aws_vpc_security_group_ingress_rule: childOf('security_group_id'),
  aws_vpc_security_group_egress_rule: childOf('security_group_id'),
};

/** How objects of a type are found; undefined for a type the table does not know. */
export function identityOf(type: string): Identity | undefined {
  return identities[type];
}

/** IAM names a provider by its address without the scheme. */
function providerPath(value: Value): string | undefined {
  const url = value('url');
  return url && `oidc-provider/${url.replace('https://', '')}`;
}

function policyPath(value: Value): string | undefined {
  const name = value('name');
  return name && `policy${value('path') ?? '/'}${name}`;
}

/** The attributes, if all of them are known. */
function whole(attributes: Record<string, string | undefined>): Record<string, string> | undefined {
  const entries = Object.entries(attributes);
  return entries.every((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    ? Object.fromEntries(entries)
    : undefined;
}
