output "arn" {
  description = "ARN of the provider, which github-roles requires."
  value       = module.oidc_provider.arn
}
