output "trail_arn" {
  description = "ARN of the trail."
  value       = aws_cloudtrail.this.arn
}

output "bucket_name" {
  description = "Name of the bucket with the trail's files."
  value       = aws_s3_bucket.this.bucket
}

output "log_group_name" {
  description = "Name of the log group with the trail's events."
  value       = aws_cloudwatch_log_group.this.name
}

output "kms_key_arn" {
  description = "ARN of the key that encrypts the trail."
  value       = aws_kms_key.this.arn
}
