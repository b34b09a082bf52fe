output "arn" {
  description = "ARN of the provider, which github-roles asks for."
  value       = module.oidc_provider.arn
}
