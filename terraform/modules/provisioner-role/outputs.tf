output "role_arn" {
  description = "ARN of the role, for the target's role in the stage's configuration."
  value       = aws_iam_role.this.arn
  depends_on  = [aws_iam_role_policy_attachment.permissions, aws_iam_role_policy_attachment.services]
}

output "permissions_boundary_arn" {
  description = "ARN of the boundary of every role that an environment makes, for the target's permissionsBoundary."
  value       = aws_iam_policy.boundary["environment-boundary"].arn
}

output "services" {
  description = "The services whose every resource type environments may be made of, for the target's services."
  value       = sort(distinct(var.services))
}
