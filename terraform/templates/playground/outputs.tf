output "message" {
  description = "The message that the resources carry."
  value       = var.message
}

output "ids" {
  description = "The ids of the resources."
  value       = terraform_data.item[*].id
}

output "token" {
  description = "A random secret, made once; it stays in the state and is shown nowhere."
  value       = terraform_data.token.triggers_replace
  sensitive   = true
}
