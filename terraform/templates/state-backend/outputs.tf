output "bucket" {
  description = "Name of the bucket; the lock table has the same."
  value       = module.state_backend.bucket
}

output "backend" {
  description = "Settings of the backend s3 except the key, which begins with <project>/<environment>/; before Terraform 1.10, dynamodb_table takes the place of use_lockfile."
  value       = module.state_backend.settings
}

output "kms_key_arn" {
  description = "ARN of the key of the states, which github-roles requires."
  value       = module.state_backend.access.kms_key_arn
}

output "reader_role_arn" {
  description = "ARN of the role that reads states; null without readers."
  value       = module.state_backend.reader_role_arn
}
