output "security_group_ids" {
  description = "By name: id of each group, known when its rules are there."
  value       = { for name, group in aws_security_group.this : name => group.id }
  depends_on  = [aws_vpc_security_group_ingress_rule.this, aws_vpc_security_group_egress_rule.this]
}

output "security_group_arns" {
  description = "By name: ARN of each group."
  value       = { for name, group in aws_security_group.this : name => group.arn }
}

output "vpc_id" {
  description = "Id of the VPC that the groups are of."
  value       = var.vpc_id
}
