output "workspace_id" {
  description = "Id of the workspace."
  value       = aws_prometheus_workspace.this.id
}

output "workspace_arn" {
  description = "ARN of the workspace."
  value       = aws_prometheus_workspace.this.arn
}

output "prometheus_endpoint" {
  description = "Address of the workspace; api/v1/remote_write and api/v1/query are below it."
  value       = aws_prometheus_workspace.this.prometheus_endpoint
}

output "write_policy" {
  description = "Policy document for roles that send metrics."
  value       = jsonencode(local.write_policy)
}

output "query_policy" {
  description = "Policy document for roles that query metrics."
  value       = jsonencode(local.query_policy)
}
