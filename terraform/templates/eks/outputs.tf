output "cluster_name" {
  description = "Name of the cluster, known when whoever deploys may enter it and its add-ons run."
  value       = aws_eks_cluster.this.name
  depends_on  = [aws_eks_access_policy_association.run, aws_eks_addon.on_nodes]
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "cluster_endpoint" {
  description = "Address of the API server."
  value       = aws_eks_cluster.this.endpoint
}

output "certificate_authority" {
  description = "Authority of the API server's certificate, as PEM in base64."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "kubernetes_version" {
  description = "Minor version of Kubernetes."
  value       = aws_eks_cluster.this.version
}

output "oidc_issuer" {
  description = "Address of the issuer of tokens of service accounts."
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer
}

output "oidc_provider_arn" {
  description = "ARN of the identity provider that roles of service accounts trust."
  value       = aws_iam_openid_connect_provider.this.arn
}

output "node_role_arns" {
  description = "By what takes them, node and fargate: ARNs of the roles of nodes and of pods' starters on Fargate, as far as there are any."
  value       = merge({ for role in aws_iam_role.node : "node" => role.arn }, { for role in aws_iam_role.fargate : "fargate" => role.arn })
}

output "security_group_ids" {
  description = "Ids of the groups of nodes, pods and control plane (cluster), and of the private endpoint (endpoint)."
  value = {
    cluster  = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
    endpoint = aws_security_group.endpoint.id
  }
}

output "kms_key_arn" {
  description = "ARN of the key that encrypts secrets and logs."
  value       = local.kms_key_arn
}

output "vpc_id" {
  description = "Id of the VPC of the cluster."
  value       = var.vpc_id
}

output "subnet_ids" {
  description = "Ids of the subnets of the cluster."
  value       = var.subnet_ids
}

output "controller_tags" {
  description = "Tags that controllers must put on all that they make outside of the cluster, so that it is found when the lease ends."
  value       = module.label.tags
}
