/** What a person gives to a module of the registry, and what must stand before. */
export interface ModuleLife {
  /** The release that the template takes it from, below LEASEHOLD_MODULES and in the registry. */
  release: string;
  version: string;
  /** A template, and inputs of it, whose outputs the inputs need. */
  needs?: { name: string; inputs: Record<string, unknown> };
  inputs: (outputs: Record<string, unknown>) => Record<string, unknown>;
}

const network = {
  name: 'vpc',
  inputs: {
    cidr: '10.40.0.0/16',
    azs: ['us-east-1a', 'us-east-1b'],
    private_subnets: ['10.40.0.0/24', '10.40.1.0/24'],
  },
};
const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-environment-boundary';
const cidr = '10.40.0.0/16';

const policy = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::example/*' }],
  });

/** A service of ECS, with roles of its own; the module takes any value, so it names what it makes. */
const service = (subnets: unknown) => ({
  name: 'idp-m-ecs-web',
  cpu: 256,
  memory: 512,
  enable_autoscaling: true,
  create_tasks_iam_role: true,
  iam_role_use_name_prefix: false,
  task_exec_iam_role_name: 'idp-m-ecs-exec',
  task_exec_iam_role_use_name_prefix: false,
  tasks_iam_role_name: 'idp-m-ecs-task',
  tasks_iam_role_use_name_prefix: false,
  task_exec_iam_role_permissions_boundary: boundary,
  tasks_iam_role_permissions_boundary: boundary,
  subnet_ids: subnets,
  container_definitions: {
    web: {
      image: 'public.ecr.aws/nginx/nginx:1.27',
      essential: true,
      cloudwatch_log_group_name: '/ecs/idp-m-ecs/web',
      port_mappings: [{ containerPort: 80, protocol: 'tcp' }],
    },
  },
  security_group_rules: {
    egress: { type: 'egress', from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: [cidr] },
  },
});

/** The lives that the popular modules are given, by template: all other values are the module's own or set by the template. */
export const moduleLives: Readonly<Record<string, ModuleLife>> = {
  vpc: {
    release: 'vpc',
    version: '5.21.0',
    inputs: () => ({
      cidr: '10.20.0.0/16',
      azs: ['us-east-1a', 'us-east-1b'],
      public_subnets: ['10.20.0.0/24', '10.20.1.0/24'],
      private_subnets: ['10.20.10.0/24', '10.20.11.0/24'],
      database_subnets: ['10.20.20.0/24', '10.20.21.0/24'],
      enable_nat_gateway: true,
      single_nat_gateway: true,
      public_dedicated_network_acl: true,
    }),
  },
  'security-group': {
    release: 'security-group',
    version: '5.3.1',
    needs: network,
    inputs: ({ vpc_id }) => ({
      vpc_id,
      description: 'web',
      ingress_cidr_blocks: [cidr],
      ingress_rules: ['https-443-tcp', 'http-80-tcp'],
      ingress_with_self: [{ rule: 'all-all' }],
      egress_rules: ['all-all'],
    }),
  },
  alb: {
    release: 'alb',
    version: '9.17.0',
    needs: network,
    inputs: ({ vpc_id, private_subnets: subnets }) => ({
      vpc_id,
      subnets,
      internal: true,
      security_group_ingress_rules: {
        http: { from_port: 80, to_port: 80, ip_protocol: 'tcp', cidr_ipv4: cidr },
      },
      security_group_egress_rules: { all: { ip_protocol: '-1', cidr_ipv4: cidr } },
      target_groups: {
        web: {
          name: 'idp-m-alb-web',
          protocol: 'HTTP',
          port: 8080,
          target_type: 'ip',
          create_attachment: false,
        },
      },
      listeners: {
        http: {
          port: 80,
          protocol: 'HTTP',
          forward: { target_group_key: 'web' },
          rules: {
            health: {
              priority: 10,
              actions: [
                { type: 'fixed-response', content_type: 'text/plain', status_code: 200, message_body: 'ok' },
              ],
              conditions: [{ path_pattern: { values: ['/health'] } }],
            },
          },
        },
      },
    }),
  },
  ecs: {
    release: 'ecs',
    version: '5.12.1',
    needs: network,
    inputs: ({ private_subnets: subnets }) => ({
      fargate_capacity_providers: { FARGATE: { default_capacity_provider_strategy: { weight: 100 } } },
      services: { web: service(subnets) },
    }),
  },
  'iam-policy': {
    release: 'iam',
    version: '5.60.0',
    inputs: () => ({ policy: policy('s3:GetObject') }),
  },
  'iam-assumable-role': {
    release: 'iam',
    version: '5.60.0',
    needs: { name: 'iam-policy', inputs: { policy: policy('s3:PutObject') } },
    inputs: ({ arn }) => ({
      trusted_role_services: ['ecs-tasks.amazonaws.com'],
      role_requires_mfa: false,
      custom_role_policy_arns: [arn],
      number_of_custom_role_policy_arns: 1,
    }),
  },
  's3-bucket': {
    release: 's3-bucket',
    version: '4.11.0',
    inputs: () => ({
      control_object_ownership: true,
      object_ownership: 'BucketOwnerEnforced',
      attach_deny_insecure_transport_policy: true,
      versioning: { enabled: 'true' },
      server_side_encryption_configuration: {
        rule: { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
      },
      lifecycle_rule: [
        {
          id: 'old',
          enabled: true,
          expiration: { days: 30 },
          noncurrent_version_expiration: { days: 7 },
        },
      ],
    }),
  },
  sqs: {
    release: 'sqs',
    version: '4.3.1',
    inputs: () => ({
      create_queue_policy: true,
      queue_policy_statements: {
        account: {
          sid: 'Own',
          actions: ['sqs:SendMessage'],
          principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::123456789012:root'] }],
        },
      },
      redrive_policy: { maxReceiveCount: 4 },
    }),
  },
  'dynamodb-table': {
    release: 'dynamodb-table',
    version: '4.4.0',
    inputs: () => ({
      hash_key: 'id',
      range_key: 'at',
      attributes: [
        { name: 'id', type: 'S' },
        { name: 'at', type: 'N' },
        { name: 'kind', type: 'S' },
      ],
      global_secondary_indexes: [
        { name: 'kinds', hash_key: 'kind', range_key: 'at', projection_type: 'ALL' },
      ],
      point_in_time_recovery_enabled: true,
      ttl_enabled: true,
      ttl_attribute_name: 'until',
    }),
  },
};
