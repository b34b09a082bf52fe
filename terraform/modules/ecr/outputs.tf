output "repositories" {
  description = "By name: ARN and URL of each repository. Known when its lifecycle is set."
  value       = { for name, repository in aws_ecr_repository.this : name => { arn = repository.arn, url = repository.repository_url } }
  depends_on  = [aws_ecr_lifecycle_policy.this]
}
