import { liveAndEnd } from '../../support/emulated/live-and-end';
import { type OfferingAccount, startOfferingAccount } from '../../support/emulated/offering-account';

const minutes = 60_000;
const services = ['backup', 'cognito-idp', 'eks', 'ses', 'sns'];

let account: OfferingAccount;

beforeAll(async () => {
  account = await startOfferingAccount(services);
});
afterAll(() => account.close());

const surroundings = (boundary: string) => `
  data "aws_availability_zones" "here" {}
  resource "aws_vpc" "one" { cidr_block = "10.41.0.0/16" }
  resource "aws_subnet" "one" {
    count             = 2
    vpc_id            = aws_vpc.one.id
    cidr_block        = cidrsubnet(aws_vpc.one.cidr_block, 8, count.index)
    availability_zone = data.aws_availability_zones.here.names[count.index]
  }
  resource "aws_iam_role" "one" {
    for_each             = { cluster = "eks", node = "ec2", pod = "pods.eks", job = "eks-fargate-pods", copier = "backup" }
    name                 = "idp-one-\${each.key}"
    permissions_boundary = "${boundary}"
    assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "\${each.value}.amazonaws.com" } }] })
  }
`;

const cluster = (version: string, most: number) => `
  resource "aws_eks_cluster" "one" {
    name     = "idp-one"
    role_arn = aws_iam_role.one["cluster"].arn
    version  = "${version}"
    access_config {
      authentication_mode                         = "API"
      bootstrap_cluster_creator_admin_permissions = false
    }
    vpc_config { subnet_ids = aws_subnet.one[*].id }
  }
  resource "aws_eks_node_group" "one" {
    cluster_name    = aws_eks_cluster.one.name
    node_group_name = "on-demand"
    node_role_arn   = aws_iam_role.one["node"].arn
    subnet_ids      = aws_subnet.one[*].id
    instance_types  = ["t3.medium"]
    scaling_config {
      desired_size = 1
      min_size     = 1
      max_size     = ${most}
    }
  }
  resource "aws_eks_fargate_profile" "one" {
    cluster_name           = aws_eks_cluster.one.name
    fargate_profile_name   = "jobs"
    pod_execution_role_arn = aws_iam_role.one["job"].arn
    subnet_ids             = aws_subnet.one[*].id
    selector { namespace = "jobs" }
  }
  data "aws_eks_addon_version" "one" {
    addon_name         = "vpc-cni"
    kubernetes_version = aws_eks_cluster.one.version
  }
  resource "aws_eks_addon" "one" {
    cluster_name  = aws_eks_cluster.one.name
    addon_name    = "vpc-cni"
    addon_version = data.aws_eks_addon_version.one.version
    tags          = { most = "${most}" }
  }
  resource "aws_eks_access_entry" "one" {
    cluster_name  = aws_eks_cluster.one.name
    principal_arn = aws_iam_role.one["node"].arn
    tags          = { most = "${most}" }
  }
  resource "aws_eks_access_policy_association" "one" {
    cluster_name  = aws_eks_access_entry.one.cluster_name
    principal_arn = aws_eks_access_entry.one.principal_arn
    policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
    access_scope { type = "cluster" }
  }
  resource "aws_eks_pod_identity_association" "one" {
    cluster_name    = aws_eks_cluster.one.name
    namespace       = "secrets"
    service_account = "reader"
    role_arn        = aws_iam_role.one["pod"].arn
  }
`;

const copies = (days: number) => `
  resource "aws_backup_vault" "one" {
    name          = "idp-one"
    force_destroy = true
    tags          = { days = "${days}" }
  }
  resource "aws_backup_plan" "one" {
    name = "one"
    rule {
      rule_name         = "daily"
      target_vault_name = aws_backup_vault.one.name
      schedule          = "cron(0 5 * * ? *)"
      lifecycle { delete_after = ${days} }
    }
  }
  resource "aws_backup_selection" "one" {
    name         = "tagged-${days}"
    plan_id      = aws_backup_plan.one.id
    iam_role_arn = aws_iam_role.one["copier"].arn
    selection_tag {
      type  = "STRINGEQUALS"
      key   = "backup"
      value = "daily"
    }
  }
`;

const people = (hours: number) => `
  resource "aws_cognito_user_pool" "one" { name = "one" }
  resource "aws_cognito_user_pool_client" "one" {
    name                  = "one"
    user_pool_id          = aws_cognito_user_pool.one.id
    generate_secret       = true
    access_token_validity = ${hours}
  }
  resource "aws_cognito_user_pool_domain" "one" {
    domain       = "idp-one"
    user_pool_id = aws_cognito_user_pool.one.id
  }
  resource "aws_cognito_resource_server" "one" {
    user_pool_id = aws_cognito_user_pool.one.id
    identifier   = "https://api.example.com"
    name         = "api ${hours}"
  }
`;

const mail = (reasons: string) => `
  resource "aws_sns_topic" "bounced" { name = "idp-bounced" }
  resource "aws_sesv2_configuration_set" "one" {
    configuration_set_name = "idp-one"
    suppression_options { suppressed_reasons = [${reasons}] }
  }
  resource "aws_sesv2_configuration_set_event_destination" "one" {
    configuration_set_name = aws_sesv2_configuration_set.one.configuration_set_name
    event_destination_name = "bounces"
    event_destination {
      enabled              = true
      matching_event_types = [${reasons}]
      sns_destination { topic_arn = aws_sns_topic.bounced.arn }
    }
  }
  resource "aws_sesv2_email_identity" "one" {
    email_identity         = "mail.example.com"
    configuration_set_name = aws_sesv2_configuration_set.one.configuration_set_name
  }
  resource "aws_sesv2_email_identity_mail_from_attributes" "one" {
    email_identity   = aws_sesv2_email_identity.one.email_identity
    mail_from_domain = "from.mail.example.com"
  }
`;

it(
  'clusters, backups, user pools and mail live under the role whose target offers their services alone',
  async () => {
    const around = surroundings(account.permissionsBoundary);
    const main = [around, cluster('1.32', 2), copies(7), people(1), mail('"BOUNCE"')].join('');
    const changed = [around, cluster('1.33', 3), copies(8), people(2), mail('"BOUNCE", "COMPLAINT"')].join(
      '',
    );

    const lived = await liveAndEnd(account, { main, changed }).catch((error: unknown) => error);

    expect(account.refused()).toEqual([]);
    expect(lived).toMatchObject({ afterApply: [], afterChange: [], left: [] });
    expect(account.called()).toEqual(expect.arrayContaining(services));
  },
  8 * minutes,
);
