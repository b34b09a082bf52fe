output "endpoint" {
  description = "Address and port of the database, as address:port."
  value       = aws_db_instance.this.endpoint
}

output "address" {
  description = "Host name of the database, inside the VPC."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the database."
  value       = aws_db_instance.this.port
}

output "db_name" {
  description = "Name of the first database."
  value       = aws_db_instance.this.db_name
}

output "credentials_secret_arn" {
  description = "ARN of the secret that RDS keeps: JSON with username and password, rotated every seven days."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "final_snapshot_id" {
  description = "Name of the snapshot that a destroy will leave behind; null when it leaves none."
  value       = var.final_snapshot ? aws_db_instance.this.final_snapshot_identifier : null
}
