const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-foundation-boundary';
const rotation = 'arn:aws:lambda:us-east-1:123456789012:function:rotate';
const bounded = { project: 'shopstack', permissions_boundary_arn: boundary };

/** A template and inputs that have it plan all it can. */
export interface TemplatePlan {
  template: string;
  inputs: Record<string, unknown>;
  /** Further inputs for a plan alone, as they name what nobody makes here. */
  planned?: Record<string, unknown>;
}

/** How a template is lived with so that it makes, changes and leaves half-made what it can. */
export interface TemplateLife extends TemplatePlan {
  /** Inputs that change what was made in place; null where the template has none. */
  changed: Record<string, unknown> | null;
  /** The action without which it is left half-made. */
  halfWay: string;
}

const repository = {
  owner: 'acme',
  owner_id: '1',
  repository: 'shop',
  repository_id: '2',
  branch: 'main',
};

/** Those of environments; a foundation has no end. */
const leased = ['api-service', 'api-database', 'scheduled-worker'];

/** The lease that a template is asked for with. */
export const leaseOf = (template: string): object =>
  leased.includes(template) ? { ttl: '1d' } : { permanent: true };

/** Every template of the catalog that makes something in a target. */
export const templateLives: TemplateLife[] = [
  {
    template: 'ecr',
    inputs: {
      project: 'shopstack',
      repositories: ['catalog'],
      puller_arns: ['arn:aws:iam::210987654321:role/puller'],
    },
    planned: { kms_key_arn: 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555' },
    changed: { keep_images: 100, puller_arns: [] },
    halfWay: 'ecr:PutLifecyclePolicy',
  },
  {
    template: 'secrets',
    inputs: { project: 'shopstack', secrets: { stripe: { description: 'A key', shared: true } } },
    planned: { secrets: { stripe: { description: 'A key', rotation: { lambda_arn: rotation } } } },
    changed: { secrets: { stripe: { description: 'The key', shared: true } } },
    halfWay: 'secretsmanager:CreateSecret',
  },
  {
    template: 'state-backend',
    inputs: { ...bounded, reader_arns: ['arn:aws:iam::210987654321:role/target'] },
    planned: { access_log_bucket: 'shopstack-logs' },
    changed: { version_days: 30, reader_arns: [] },
    halfWay: 's3:PutBucketVersioning',
  },
  { template: 'oidc-provider', inputs: {}, changed: null, halfWay: 'iam:CreateOpenIDConnectProvider' },
  {
    template: 'image-build',
    inputs: { ...bounded, image: 'catalog', source_url: 'https://github.com/acme/shop.git' },
    changed: { compute_size: 'medium', log_retention_days: 7 },
    halfWay: 'codebuild:CreateProject',
  },
  {
    template: 'scheduled-worker',
    inputs: { nat: 'none' },
    changed: {
      schedule_expression: 'rate(2 hours)',
      cpu: 512,
      memory: 1024,
      log_retention_days: 7,
      retry_attempts: 1,
    },
    halfWay: 'events:PutTargets',
  },
  {
    template: 'vpc',
    inputs: { project: 'shopstack', nat: 'per-zone' },
    changed: { nat: 'none' },
    halfWay: 'ec2:CreateNatGateway',
  },
  {
    template: 'api-service',
    inputs: {},
    planned: { zone_id: 'Z0123456789ABC', dns_name: 'shop.example.com' },
    changed: { desired_count: 2, health_check_path: '/health', allowed_cidrs: ['10.0.0.0/8'] },
    halfWay: 'ecs:CreateService',
  },
  {
    template: 'api-database',
    inputs: {},
    changed: { db_backup_retention_days: 8 },
    halfWay: 'rds:CreateDBInstance',
  },
];

/** Every template that makes something in a target; that of GitHub's roles is lived by test/heavy/github/foundation-github.test.ts. */
export const templatePlans: TemplatePlan[] = [
  ...templateLives,
  {
    template: 'github-roles',
    inputs: {
      ...bounded,
      oidc_provider_arn: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      state_kms_key_arn: 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      trust: { plan: [repository], apply: [repository] },
      apply_policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    },
  },
];
