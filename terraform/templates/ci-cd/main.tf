module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name
  in_vpc    = var.vpc_id != ""

  hosts       = { "github.com" = "GITHUB", "bitbucket.org" = "BITBUCKET", "gitlab.com" = "GITLAB" }
  source_type = lookup(local.hosts, split("/", var.source_url)[2], "")
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/codebuild/${module.label.id}"
  retention_in_days = var.log_retention_days
}

resource "aws_codebuild_project" "this" {
  name                   = module.label.id
  description            = "Builds ${var.source_url}"
  service_role           = aws_iam_role.build.arn
  build_timeout          = var.timeout_minutes
  queued_timeout         = 60
  concurrent_build_limit = var.concurrent_builds
  source_version         = var.branch

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    type         = "LINUX_CONTAINER"
    compute_type = var.compute_type
    image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    # Docker's daemon would need the rights of its host; images are built by image-build.
    privileged_mode = false

    dynamic "environment_variable" {
      for_each = var.variables

      content {
        name  = environment_variable.key
        type  = "PLAINTEXT"
        value = environment_variable.value
      }
    }

    # CodeBuild reads a secret when a build starts; the project holds its ARN.
    dynamic "environment_variable" {
      for_each = var.secret_arns

      content {
        name  = environment_variable.key
        type  = "SECRETS_MANAGER"
        value = environment_variable.value
      }
    }
  }

  source {
    type            = local.source_type
    location        = var.source_url
    git_clone_depth = 1
    buildspec       = var.buildspec

    dynamic "auth" {
      for_each = var.connection_arn == "" ? [] : [var.connection_arn]

      content {
        type     = "CODECONNECTIONS"
        resource = auth.value
      }
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.this.name
    }
  }

  dynamic "vpc_config" {
    for_each = local.in_vpc ? [var.vpc_id] : []

    content {
      vpc_id             = vpc_config.value
      subnets            = var.private_subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  depends_on = [aws_iam_role_policy.build]
}
