output "role_arns" {
  description = "By job: ARN of the role that its workflow takes."
  value       = module.github_roles.role_arns
}
