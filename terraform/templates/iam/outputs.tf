output "role_arns" {
  description = "By name: ARN of each role, known when its policies are there."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
  depends_on  = [aws_iam_role_policy.this, aws_iam_role_policy_attachment.this]
}

output "role_names" {
  description = "By name: name of each role."
  value       = { for name, role in aws_iam_role.this : name => role.name }
}

output "policy_arns" {
  description = "By name: ARN of each policy."
  value       = { for name, policy in aws_iam_policy.this : name => policy.arn }
}

output "instance_profile_names" {
  description = "By role: name of its instance profile, where it has one."
  value       = { for name, profile in aws_iam_instance_profile.this : name => profile.name }
}
