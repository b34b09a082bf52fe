output "topic_arns" {
  description = "By name: ARN of each topic, known when services may publish to it."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
  depends_on  = [aws_sns_topic_policy.this]
}

output "alarm_arns" {
  description = "By name: ARN of each alarm."
  value       = { for name, alarm in merge(aws_cloudwatch_metric_alarm.threshold, aws_cloudwatch_metric_alarm.anomaly) : name => alarm.arn }
}

output "log_group_names" {
  description = "By name: name of each log group."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.name }
}

output "log_group_arns" {
  description = "By name: ARN of each log group."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.arn }
}

output "dashboard_names" {
  description = "By name: name of each dashboard."
  value       = { for name, dashboard in aws_cloudwatch_dashboard.this : name => dashboard.dashboard_name }
}

output "kms_key_arn" {
  description = "ARN of the key that encrypts topics and logs."
  value       = local.kms_key_arn
}
