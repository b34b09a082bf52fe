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

output "db_endpoint" {
  description = "Address and port of the database."
  value       = module.database.endpoint
}

output "db_address" {
  description = "Host name of the database, inside the VPC."
  value       = module.database.address
}

output "db_port" {
  description = "Port of the database."
  value       = module.database.port
}

output "db_name" {
  description = "Name of the first database."
  value       = module.database.db_name
}

output "db_credentials_secret_arn" {
  description = "ARN of the secret with username and password that RDS keeps."
  value       = module.database.credentials_secret_arn
}
