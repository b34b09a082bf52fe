import { type EmulatedAccount, startEmulatedAccount } from '../../support/emulated/emulated-account';
import { liveAndEnd } from '../../support/emulated/live-and-end';

const minutes = 60_000;
let account: EmulatedAccount;

beforeAll(async () => {
  account = await startEmulatedAccount();
});
afterAll(() => account.close());

const trust = (service: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "${service}" } }] })`;

const surroundings = `
  data "aws_availability_zones" "here" {}
  resource "aws_vpc" "one" { cidr_block = "10.20.0.0/16" }
  resource "aws_subnet" "one" {
    count             = 2
    vpc_id            = aws_vpc.one.id
    cidr_block        = cidrsubnet(aws_vpc.one.cidr_block, 8, count.index)
    availability_zone = data.aws_availability_zones.here.names[count.index]
  }
  resource "aws_iam_role" "one" {
    for_each           = { cluster = "eks", node = "ec2", pod = "pods.eks", job = "eks-fargate-pods" }
    name               = "one-\${each.key}"
    assume_role_policy = replace(${trust('SERVICE.amazonaws.com')}, "SERVICE", each.value)
  }
  resource "aws_kms_key" "one" { enable_key_rotation = true }
  resource "aws_launch_template" "one" {
    name = "one-nodes"
    tag_specifications {
      resource_type = "instance"
      tags          = { Name = "node" }
    }
    metadata_options {
      http_tokens                 = "required"
      http_put_response_hop_limit = 1
    }
  }
`;

const clusterWith = (logs: string, cidr: string, version: string) => `
  resource "aws_eks_cluster" "one" {
    name                      = "one"
    role_arn                  = aws_iam_role.one["cluster"].arn
    version                   = "${version}"
    enabled_cluster_log_types = [${logs}]
    access_config {
      authentication_mode                         = "API"
      bootstrap_cluster_creator_admin_permissions = false
    }
    encryption_config {
      resources = ["secrets"]
      provider { key_arn = aws_kms_key.one.arn }
    }
    vpc_config {
      subnet_ids              = aws_subnet.one[*].id
      endpoint_private_access = true
      public_access_cidrs     = ["${cidr}"]
    }
    upgrade_policy { support_type = "STANDARD" }
  }
`;

const nodesWith = (most: number, unavailable: number) => `
  resource "aws_eks_node_group" "one" {
    for_each        = { on_demand = ["t3.medium"], spot = ["m6i.large", "m6a.large"] }
    cluster_name    = aws_eks_cluster.one.name
    node_group_name = each.key
    node_role_arn   = aws_iam_role.one["node"].arn
    subnet_ids      = aws_subnet.one[*].id
    capacity_type   = upper(each.key)
    instance_types  = each.value
    scaling_config {
      desired_size = 1
      min_size     = 1
      max_size     = ${most}
    }
    update_config { max_unavailable_percentage = ${unavailable} }
  }
  resource "aws_eks_node_group" "templated" {
    cluster_name    = aws_eks_cluster.one.name
    node_group_name = "templated"
    node_role_arn   = aws_iam_role.one["node"].arn
    subnet_ids      = aws_subnet.one[*].id
    launch_template {
      id      = aws_launch_template.one.id
      version = aws_launch_template.one.latest_version
    }
    scaling_config {
      desired_size = 0
      min_size     = 0
      max_size     = 2
    }
  }
  resource "aws_eks_fargate_profile" "one" {
    cluster_name           = aws_eks_cluster.one.name
    fargate_profile_name   = "jobs"
    pod_execution_role_arn = aws_iam_role.one["job"].arn
    subnet_ids             = aws_subnet.one[*].id
    selector { namespace = "jobs" }
  }
`;

const insideWith = (configuration: string, scope: string, tag: string) => `
  data "aws_eks_addon_version" "one" {
    addon_name         = "vpc-cni"
    kubernetes_version = aws_eks_cluster.one.version
  }
  resource "aws_eks_addon" "one" {
    cluster_name         = aws_eks_cluster.one.name
    addon_name           = "vpc-cni"
    addon_version        = data.aws_eks_addon_version.one.version
    configuration_values = jsonencode(${configuration})
    tags                 = { tier = "${tag}" }
  }
  resource "aws_eks_access_entry" "one" {
    cluster_name      = aws_eks_cluster.one.name
    principal_arn     = aws_iam_role.one["node"].arn
    kubernetes_groups = ["${tag}"]
    tags              = { tier = "${tag}" }
  }
  resource "aws_eks_access_policy_association" "one" {
    cluster_name  = aws_eks_access_entry.one.cluster_name
    principal_arn = aws_eks_access_entry.one.principal_arn
    policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
    access_scope {
      ${scope}
    }
  }
  resource "aws_eks_pod_identity_association" "one" {
    cluster_name    = aws_eks_cluster.one.name
    namespace       = "secrets"
    service_account = "reader"
    role_arn        = aws_iam_role.one["pod"].arn
    tags            = { tier = "${tag}" }
  }
`;

it(
  'a cluster with nodes, add-ons, access entries and Pod Identity is made, planned without a change, changed and destroyed',
  async () => {
    const lived = await liveAndEnd(account, {
      main: [
        surroundings,
        clusterWith('"api", "audit"', '203.0.113.0/24', '1.32'),
        nodesWith(4, 33),
        insideWith('{ enableNetworkPolicy = "false" }', 'type = "cluster"', 'first'),
      ].join(''),
      changed: [
        surroundings,
        clusterWith('"audit"', '198.51.100.0/24', '1.33'),
        nodesWith(5, 50),
        insideWith('{ enableNetworkPolicy = "true" }', 'type = "namespace"\nnamespaces = ["shop"]', 'second'),
      ].join(''),
    });

    expect(lived).toMatchObject({ afterApply: [], afterChange: [], left: [] });
    expect(lived.changes.join('\n')).toMatch(/update aws_eks_addon\.one: .*configuration_values/);
    expect(lived.changes.join('\n')).toMatch(/update aws_eks_cluster\.one: .*version/);
    expect(lived.changes.join('\n')).toMatch(/update aws_eks_node_group\.one\["spot"\]/);
    expect(await account.kept()).toEqual({});
  },
  8 * minutes,
);
