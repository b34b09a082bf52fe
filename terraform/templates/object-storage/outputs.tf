# A bucket is told when its policy and its encryption are there: nothing is written before.
output "bucket_names" {
  description = "By name: name of each bucket."
  value       = { for name, bucket in aws_s3_bucket.this : name => bucket.id }
  depends_on  = [aws_s3_bucket_policy.this, aws_s3_bucket_server_side_encryption_configuration.this, aws_s3_bucket_versioning.this]
}

output "bucket_arns" {
  description = "By name: ARN of each bucket."
  value       = { for name, bucket in aws_s3_bucket.this : name => bucket.arn }
  depends_on  = [aws_s3_bucket_policy.this, aws_s3_bucket_server_side_encryption_configuration.this, aws_s3_bucket_versioning.this]
}

output "bucket_regional_domain_names" {
  description = "By name: where CloudFront and others reach each bucket."
  value       = { for name, bucket in aws_s3_bucket.this : name => bucket.bucket_regional_domain_name }
}

output "log_bucket_name" {
  description = "Name of the bucket of access logs; null where there are none."
  value       = one(aws_s3_bucket.logs[*].id)
}

output "kms_key_arn" {
  description = "ARN of the key that encrypts the buckets; null where S3's does."
  value       = local.has_key ? local.kms_key_arn : null
}

output "replication_role_arns" {
  description = "By name: the role that replicates each bucket, for replicas_from of the bucket that takes them."
  value       = { for name, role in aws_iam_role.replication : name => role.arn }
}

output "read_policies" {
  description = "By name: policy for roles of this account that read the bucket."
  value       = { for name, statements in local.read_policy : name => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}

output "write_policies" {
  description = "By name: policy for roles of this account that read and write the bucket."
  value       = { for name, statements in local.write_policy : name => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}
