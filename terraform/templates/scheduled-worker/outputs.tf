output "task_definition_arn" {
  description = "ARN of the task definition with its revision."
  value       = module.task.task_definition_arn
}

output "cluster_arn" {
  description = "ARN of the ECS cluster."
  value       = module.task.cluster_arn
}

output "event_rule_name" {
  description = "Name of the EventBridge rule of the schedule."
  value       = module.task.event_rule_name
}

output "event_rule_arn" {
  description = "ARN of the EventBridge rule of the schedule."
  value       = module.task.event_rule_arn
}

output "dead_letter_queue_url" {
  description = "URL of the queue that holds every run that could not be started or failed."
  value       = module.task.dead_letter_queue_url
}

output "log_group" {
  description = "Name of the log group of the tasks."
  value       = module.app_base.log_group_name
}

output "secret_arn" {
  description = "ARN of the application's own secret, created empty."
  value       = module.app_base.secret_arn
}

output "vpc_id" {
  description = "Id of the environment's VPC."
  value       = module.network.vpc_id
}
