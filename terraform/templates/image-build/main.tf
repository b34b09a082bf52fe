data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# The repository is named and not looked up: when it is gone before this, this must still be destroyed.
locals {
  account    = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.name
  repository = "${var.project}-${var.environment}/${var.image}"
}

module "image_build" {
  source = "../../modules/image-build"

  label = { id = "${var.project}-${var.environment}-${var.image}" }
  repository = {
    arn = "arn:${data.aws_partition.current.partition}:ecr:${local.region}:${local.account}:repository/${local.repository}"
    url = "${local.account}.dkr.ecr.${local.region}.${data.aws_partition.current.dns_suffix}/${local.repository}"
  }
  source_url               = var.source_url
  connection_arn           = var.connection_arn == "" ? null : var.connection_arn
  permissions_boundary_arn = var.permissions_boundary_arn
  compute_type             = "BUILD_GENERAL1_${upper(var.compute_size)}"
  timeout_minutes          = var.timeout_minutes
  concurrent_builds        = var.concurrent_builds
  log_retention_days       = var.log_retention_days
}
