output "role_arns" {
  description = "By job: ARN of its role, usable once this value is known."
  value       = { for job, role in aws_iam_role.this : job => role.arn }
  depends_on  = [aws_iam_role_policy.this, aws_iam_role_policy_attachment.this]
}
