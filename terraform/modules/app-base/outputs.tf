output "execution_role_arn" {
  description = "ARN of the role that ECS uses to start a task, usable once this value is known."
  value       = aws_iam_role.execution.arn
  depends_on  = [aws_iam_role_policy.execution]
}

output "task_role_arn" {
  description = "ARN of the role of the application, usable once this value is known."
  value       = aws_iam_role.task.arn
  depends_on  = [aws_iam_role_policy.task]
}

output "task_role_name" {
  description = "Name of the role of the application, to attach more policies to."
  value       = aws_iam_role.task.name
}

output "log_group_name" {
  description = "Name of the log group of the tasks."
  value       = aws_cloudwatch_log_group.this.name
}

output "secret_arn" {
  description = "ARN of the application's own secret, created empty."
  value       = aws_secretsmanager_secret.app.arn
}
