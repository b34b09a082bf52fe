locals {
  has_nodes = length(var.node_groups) > 0

  # These run on every node and have nothing to wait for; the others are ready only where their pods can run.
  before_nodes = toset(concat(["vpc-cni", "kube-proxy"], local.has_nodes ? ["eks-pod-identity-agent"] : []))
  on_nodes     = toset(concat(["coredns"], var.addons))

  # What each needs whatever is configured: network policies that are enforced, and the tags of the life on all that it makes.
  configuration = {
    vpc-cni = {
      enableNetworkPolicy = "true"
      env = {
        CLUSTER_NAME        = local.name
        ADDITIONAL_ENI_TAGS = jsonencode(module.label.tags)
      }
    }
    coredns = { for name, value in { computeType = "Fargate" } : name => value if !local.has_nodes }
    aws-ebs-csi-driver = {
      controller = {
        extraVolumeTags = module.label.tags
        k8sTagClusterId = local.name
        # A pod does not reach the metadata of its node, which would name the region.
        region = local.region
      }
    }
    # The driver divides a tag at its colon, unless that is escaped.
    aws-efs-csi-driver = { controller = { tags = { for name, value in module.label.tags : replace(name, ":", "\\:") => replace(value, ":", "\\:") } } }
  }

  given = { for name, text in var.addon_configuration : name => jsondecode(text) }

  # Merged one level down, so that one more setting of a controller does not take its tags away.
  configured = {
    for name in setunion(local.before_nodes, local.on_nodes) : name => {
      for key in setunion(keys(lookup(local.given, name, {})), keys(lookup(local.configuration, name, {}))) :
      key => try(
        merge(lookup(local.given, name, {})[key], lookup(local.configuration, name, {})[key]),
        lookup(local.configuration, name, {})[key],
        lookup(local.given, name, {})[key]
      )
    }
  }
}

resource "aws_eks_addon" "before_nodes" {
  for_each = local.before_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  service_account_role_arn    = each.key == "vpc-cni" ? aws_iam_role.network.arn : null
  configuration_values        = length(local.configured[each.key]) == 0 ? null : jsonencode(local.configured[each.key])
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  depends_on = [aws_iam_role_policy.network]
}

resource "aws_eks_addon" "on_nodes" {
  for_each = local.on_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = lookup(var.addon_versions, each.key, null)
  configuration_values        = length(local.configured[each.key]) == 0 ? null : jsonencode(local.configured[each.key])
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  depends_on = [aws_eks_node_group.this, aws_eks_fargate_profile.this, aws_eks_pod_identity_association.driver, aws_iam_role_policy.driver]
}
