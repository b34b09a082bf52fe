data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# What other templates of the foundation make is named and not looked up: this must be destroyed even after they are gone.
locals {
  label     = "${var.project}-${var.environment}"
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  here      = "${data.aws_region.current.name}:${local.account}"
  states    = "${local.label}-tf-${local.account}"
}

module "github_roles" {
  source = "../../modules/github-roles"

  label             = { id = local.label }
  oidc_provider_arn = var.oidc_provider_arn
  trust             = var.trust

  state = var.state_kms_key_arn == "" ? null : {
    bucket_arn     = "arn:${local.partition}:s3:::${local.states}"
    lock_table_arn = "arn:${local.partition}:dynamodb:${local.here}:table/${local.states}"
    kms_key_arn    = var.state_kms_key_arn
    prefix         = "${var.project}/${var.environment}/"
  }
  read_policy_arns         = var.read_policy_arns
  apply_policy_arns        = var.apply_policy_arns
  permissions_boundary_arn = var.permissions_boundary_arn
  repository_arns          = [for image in var.images : "arn:${local.partition}:ecr:${local.here}:repository/${local.label}/${image}"]
  build_project_arns       = [for image in var.images : "arn:${local.partition}:codebuild:${local.here}:project/${local.label}-${image}-images"]
}
