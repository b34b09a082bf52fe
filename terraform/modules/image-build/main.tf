data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  name = "${var.label.id}-images"

  # Written out, not taken from the project: the project needs the role first.
  project_arn = "arn:${data.aws_partition.current.partition}:codebuild:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:project/${local.name}"
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/codebuild/${local.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_codebuild_project" "this" {
  name                   = local.name
  description            = "Builds images and pushes them to ${var.repository.url}"
  service_role           = aws_iam_role.this.arn
  build_timeout          = var.timeout_minutes
  queued_timeout         = 60
  concurrent_build_limit = var.concurrent_builds

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    type         = "LINUX_CONTAINER"
    compute_type = var.compute_type
    image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    # Docker's daemon runs inside the build and needs the rights of its host; so this project does nothing but build
    # images, and its role may do nothing but push them.
    privileged_mode = true

    environment_variable {
      name  = "IMAGE_REPOSITORY"
      value = var.repository.url
    }

    environment_variable {
      name  = "CONTEXT"
      value = "."
    }
  }

  source {
    type            = "GITHUB"
    location        = var.source_url
    git_clone_depth = 1
    buildspec       = file("${path.module}/buildspec.yml")

    dynamic "auth" {
      for_each = var.connection_arn == null ? [] : [var.connection_arn]

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

  depends_on = [aws_iam_role_policy.this]
}
