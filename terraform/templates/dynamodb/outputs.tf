output "table_name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.this.name
}

output "table_arn" {
  description = "ARN of the table."
  value       = aws_dynamodb_table.this.arn
}

output "stream_arn" {
  description = "ARN of the stream; null without one."
  value       = local.streamed ? aws_dynamodb_table.this.stream_arn : null
}

output "read_policy" {
  description = "Policy document, as JSON, for a role that reads the table, its indexes and its stream."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.reading })
}

output "write_policy" {
  description = "Policy document, as JSON, for a role that reads and writes."
  value       = jsonencode({ Version = "2012-10-17", Statement = concat(local.reading, [local.write_items]) })
}
