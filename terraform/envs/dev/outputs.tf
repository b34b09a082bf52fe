output "backend" {
  description = "The file backend.tf, with which this configuration keeps its state in the bucket that it makes."
  value = format("terraform {\n  backend \"s3\" {\n%s  }\n}\n", join("", [
    for name, value in merge({ for name, value in module.state_backend.settings : name => value if name != "dynamodb_table" }, { key = "${local.prefix}foundation.tfstate" }) :
    format("    %-12s = %s\n", name, jsonencode(value))
  ]))
}

output "github_role_arns" {
  description = "By job (plan, apply, push, build): the role that a workflow takes."
  value       = module.github_roles.role_arns
}

output "repository_urls" {
  description = "By name: the URL of each image repository."
  value       = { for name, repository in module.ecr.repositories : name => repository.url }
}

output "build_projects" {
  description = "By image: the CodeBuild project that builds it."
  value       = { for image, build in module.image_build : image => build.project_name }
}

output "secret_arns" {
  description = "By name: ARN of each secret, to put its value."
  value       = module.secrets.arns
}

output "state_reader_role_arn" {
  description = "Role by which target accounts read states; null without readers."
  value       = module.state_backend.reader_role_arn
}

output "network" {
  description = "VPC and subnets."
  value = {
    vpc_id             = module.network.vpc_id
    public_subnet_ids  = module.network.public_subnet_ids
    private_subnet_ids = module.network.private_subnet_ids
  }
}
