output "endpoint" {
  description = "URL of the service; https only where there is a certificate."
  value       = "${local.https ? "https" : "http"}://${local.host}"
}

output "cluster_arn" {
  description = "ARN of the ECS cluster."
  value       = aws_ecs_cluster.this.arn
}

output "service_name" {
  description = "Name of the ECS service."
  value       = aws_ecs_service.this.name
}

output "task_definition_arn" {
  description = "ARN of the task definition with its revision."
  value       = aws_ecs_task_definition.this.arn
}

output "tasks_security_group_id" {
  description = "Id of the security group of the tasks, to open other things to them."
  value       = aws_security_group.tasks.id
}
