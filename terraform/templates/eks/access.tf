locals {
  policies = merge([
    for name, entry in var.access_entries : {
      for policy, namespaces in entry.policies : "${name}/${policy}" => { entry = name, policy = policy, namespaces = namespaces }
    }
  ]...)

  policy_arn = "arn:${local.partition}:eks::aws:cluster-access-policy"
}

# The run that destroys the cluster signs in with this entry, to empty it first.
resource "aws_eks_access_entry" "run" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = local.run_role
}

resource "aws_eks_access_policy_association" "run" {
  cluster_name  = aws_eks_access_entry.run.cluster_name
  principal_arn = aws_eks_access_entry.run.principal_arn
  policy_arn    = "${local.policy_arn}/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}

resource "aws_eks_access_entry" "this" {
  for_each = var.access_entries

  cluster_name      = aws_eks_cluster.this.name
  principal_arn     = each.value.principal_arn
  kubernetes_groups = each.value.kubernetes_groups
}

resource "aws_eks_access_policy_association" "this" {
  for_each = local.policies

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.this[each.value.entry].principal_arn
  policy_arn    = "${local.policy_arn}/${each.value.policy}"

  access_scope {
    type       = length(each.value.namespaces) == 0 ? "cluster" : "namespace"
    namespaces = length(each.value.namespaces) == 0 ? null : each.value.namespaces
  }
}
