output "endpoint" {
  description = "URL of the service; https only where there is a certificate."
  value       = module.service.endpoint
}

output "cluster_arn" {
  description = "ARN of the ECS cluster."
  value       = module.service.cluster_arn
}

output "service_name" {
  description = "Name of the ECS service."
  value       = module.service.service_name
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
