output "arn" {
  description = "ARN of the provider; roles that take it from here are destroyed before it."
  value       = aws_iam_openid_connect_provider.github.arn
}
