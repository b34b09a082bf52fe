module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  # Its ARN is known before it is there, so that a role's policy need not wait for it.
  name        = module.label.id
  cluster_arn = "arn:${local.partition}:eks:${local.region}:${local.account}:cluster/${local.name}"

  # Whoever runs Terraform, as IAM knows the role behind a session. It has no path: a session does not say one.
  run_role = replace(data.aws_caller_identity.current.arn, "/^arn:([^:]+):sts::([0-9]+):assumed-role/([^/]+)/.*$/", "arn:$1:iam::$2:role/$3")

  is_public = length(var.public_access_cidrs) > 0
}

# It is there before the cluster, which would make one that keeps logs forever.
resource "aws_cloudwatch_log_group" "control_plane" {
  name              = "/aws/eks/${local.name}/cluster"
  retention_in_days = var.log_retention_days
  kms_key_id        = local.kms_key_arn
}

# Who reaches the private endpoint from outside of the cluster; its own nodes and pods do by the cluster's group.
resource "aws_security_group" "endpoint" {
  name        = "${local.name}-endpoint"
  description = "Reaches the private endpoint of the cluster"
  vpc_id      = var.vpc_id

  tags = { Name = "${local.name}-endpoint" }
}

resource "aws_vpc_security_group_ingress_rule" "endpoint" {
  for_each = toset(var.private_access_cidrs)

  security_group_id = aws_security_group.endpoint.id
  description       = "API server"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.value

  tags = { Name = "${local.name}-endpoint" }
}

resource "aws_eks_cluster" "this" {
  name                      = local.name
  role_arn                  = aws_iam_role.cluster.arn
  version                   = var.kubernetes_version
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  # What would be installed without being asked is an add-on of its own here, with its version and configuration.
  bootstrap_self_managed_addons = false

  # Whoever makes the cluster gets no lasting right by that: it has an entry as others have, which is seen and can go.
  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = local.kms_key_arn
    }
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    security_group_ids      = [aws_security_group.endpoint.id]
    endpoint_private_access = true
    endpoint_public_access  = local.is_public
    public_access_cidrs     = local.is_public ? var.public_access_cidrs : null
  }

  upgrade_policy {
    support_type = var.support_type
  }

  depends_on = [aws_cloudwatch_log_group.control_plane, aws_iam_role_policy.cluster]
}

# For roles of pods on Fargate, where Pod Identity does not exist, and for what must work before its agent does.
resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}
