output "task_definition_arn" {
  description = "ARN of the task definition with its revision."
  value       = aws_ecs_task_definition.this.arn
}

output "cluster_arn" {
  description = "ARN of the ECS cluster."
  value       = aws_ecs_cluster.this.arn
}

output "event_rule_name" {
  description = "Name of the EventBridge rule of the schedule."
  value       = aws_cloudwatch_event_rule.schedule.name
}

output "event_rule_arn" {
  description = "ARN of the EventBridge rule of the schedule."
  value       = aws_cloudwatch_event_rule.schedule.arn
}

output "dead_letter_queue_url" {
  description = "URL of the queue that holds every run that could not be started or failed."
  value       = aws_sqs_queue.dead_letters.id
}
