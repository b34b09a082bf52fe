output "bucket" {
  description = "Name of the bucket; the lock table has the same. Known when the bucket is closed to all but TLS."
  value       = aws_s3_bucket.this.bucket
  depends_on = [
    aws_s3_bucket_policy.this, aws_s3_bucket_versioning.this, aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
  ]
}

output "access" {
  description = "What a role needs to be given rights to states: ARNs of bucket, lock table and key."
  value = {
    bucket_arn     = aws_s3_bucket.this.arn
    lock_table_arn = aws_dynamodb_table.lock.arn
    kms_key_arn    = aws_kms_key.this.arn
  }
}

output "reader_role_arn" {
  description = "ARN of the role that reads states, usable once this value is known; null without readers."
  value       = one(aws_iam_role.reader[*].arn)
  depends_on  = [aws_iam_role_policy.reader]
}

output "settings" {
  description = "Settings of the backend `s3` except the key; before Terraform 1.10, dynamodb_table takes the place of use_lockfile."
  value = {
    bucket         = aws_s3_bucket.this.bucket
    region         = data.aws_region.current.name
    kms_key_id     = aws_kms_key.this.arn
    encrypt        = true
    use_lockfile   = true
    dynamodb_table = aws_dynamodb_table.lock.name
  }
}
