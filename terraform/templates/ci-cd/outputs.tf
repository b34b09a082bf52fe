output "project_name" {
  description = "Name of the project, for aws codebuild start-build."
  value       = aws_codebuild_project.this.name
}

output "project_arn" {
  description = "ARN of the project."
  value       = aws_codebuild_project.this.arn
}

output "role_arn" {
  description = "ARN of the role of builds."
  value       = aws_iam_role.build.arn
}

output "log_group_name" {
  description = "Name of the log group of builds."
  value       = aws_cloudwatch_log_group.this.name
}
