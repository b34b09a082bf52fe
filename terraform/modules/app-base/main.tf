data "aws_caller_identity" "current" {}

locals {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })

  pull_and_log = [
    { Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
    {
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = ["*"]
    },
    {
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
    },
  ]

  # A secret that this environment did not make must say itself that environments may read it:
  # otherwise whoever may ask for an environment could read every secret of the account.
  if_shared = { StringEquals = { "secretsmanager:ResourceTag/idp:shared" = "true" } }

  read_injected = concat(
    [for arns in [var.own_injected_secret_arns] : { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = arns } if length(arns) > 0],
    [for arns in [var.shared_injected_secret_arns] : { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = arns, Condition = local.if_shared } if length(arns) > 0],
  )

  read_secrets = concat(
    [{ Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = concat([aws_secretsmanager_secret.app.arn], var.own_secret_arns) }],
    [for arns in [var.shared_secret_arns] : { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = arns, Condition = local.if_shared } if length(arns) > 0],
  )
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.label.id}"
  retention_in_days = var.log_retention_days
}

# Created empty: its value is put by a person, so it is in no plan and no state.
resource "aws_secretsmanager_secret" "app" {
  name                    = "${var.label.id}/app-secrets"
  description             = "Secrets of the application, filled in by its owner"
  recovery_window_in_days = 0
}

resource "aws_iam_role" "execution" {
  name                 = "${var.label.id}-execution"
  description          = "Lets ECS pull the image, write logs and inject secrets"
  assume_role_policy   = local.assume_role_policy
  permissions_boundary = var.label.permissions_boundary
}

resource "aws_iam_role_policy" "execution" {
  name = "start-task"
  role = aws_iam_role.execution.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.pull_and_log, local.read_injected)
  })
}

resource "aws_iam_role" "task" {
  name                 = "${var.label.id}-task"
  description          = "What the application itself may do"
  assume_role_policy   = local.assume_role_policy
  permissions_boundary = var.label.permissions_boundary
}

resource "aws_iam_role_policy" "task" {
  name = "read-secrets"
  role = aws_iam_role.task.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.read_secrets
  })
}
