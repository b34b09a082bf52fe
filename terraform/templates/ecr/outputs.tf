output "repository_urls" {
  description = "By name: the URL to push to and to pull from."
  value       = { for name, repository in module.ecr.repositories : name => repository.url }
}

output "repository_arns" {
  description = "By name: ARN of each repository."
  value       = { for name, repository in module.ecr.repositories : name => repository.arn }
}
