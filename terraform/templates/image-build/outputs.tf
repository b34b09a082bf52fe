output "project_name" {
  description = "Name of the CodeBuild project that builds the image."
  value       = module.image_build.project_name
}

output "project_arn" {
  description = "ARN of that project."
  value       = module.image_build.project_arn
}
