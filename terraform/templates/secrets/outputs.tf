output "secret_arns" {
  description = "By last part of the name: ARN of each secret, to put its value and to hand to other templates."
  value       = module.secrets.arns
}
