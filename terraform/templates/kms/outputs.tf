output "kms_key_arns" {
  description = "By name: ARN of each key, which other components take as kms_key_arn."
  value       = { for name, key in aws_kms_key.this : name => key.arn }
}

output "kms_key_ids" {
  description = "By name: id of each key."
  value       = { for name, key in aws_kms_key.this : name => key.key_id }
}

output "alias_names" {
  description = "By name: alias of each key."
  value       = { for name, alias in aws_kms_alias.this : name => alias.name }
}
