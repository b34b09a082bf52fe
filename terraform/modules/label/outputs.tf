output "id" {
  description = "The full name, at most 45 characters; leaves 18 for a suffix where AWS allows 63."
  value       = "${local.prefix}-${local.hash}"
}

output "short" {
  description = "The name in at most 26 characters, for what AWS limits to 32 (load balancers, target groups)."
  value       = "${local.cut}-${local.hash}"
}

output "tags" {
  description = "The tags of the environment, for places that the provider's default_tags cannot reach."
  value       = var.leasehold.tags
}

output "permissions_boundary" {
  description = "ARN of the policy that every role of the environment must be bounded by; null where the target has none."
  value       = var.leasehold.permissions_boundary
}
