mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label = { id = "idp-foo-1e071a58" }
}

run "lets_a_task_read_its_own_secret_and_no_other" {
  command = apply

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.task.policy).Statement : statement.Resource]) == [aws_secretsmanager_secret.app.arn]
    error_message = "The task role may read the secret of the application only."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.task.policy).Statement : statement.Action]) == ["secretsmanager:GetSecretValue"]
    error_message = "The task role may read secrets and do nothing else."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.execution.policy, "secretsmanager")
    error_message = "ECS may read no secret unless one is injected."
  }

  assert {
    condition     = aws_secretsmanager_secret.app.recovery_window_in_days == 0
    error_message = "A destroyed secret must be gone at once, not after 30 days."
  }
}

run "bounds_its_roles_where_the_target_has_a_boundary" {
  command = apply

  variables {
    label = { id = "idp-foo-1e071a58", permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution] : role.permissions_boundary == var.label.permissions_boundary])
    error_message = "The target's owner lets no role be made without its boundary."
  }
}

run "reads_other_peoples_secrets_only_where_they_are_shared" {
  command = apply

  variables {
    own_secret_arns             = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-AbCdEf"]
    shared_secret_arns          = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:team/stripe-AbCdEf"]
    shared_injected_secret_arns = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:team/mail-AbCdEf"]
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.task.policy).Statement[1]) == jsonencode({
      Effect    = "Allow"
      Action    = ["secretsmanager:GetSecretValue"]
      Resource  = var.shared_secret_arns
      Condition = { StringEquals = { "secretsmanager:ResourceTag/idp:shared" = "true" } }
    })
    error_message = "A secret from outside must be readable by its exact ARN, and only when it is tagged as shared."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.task.policy).Statement[0].Resource == [aws_secretsmanager_secret.app.arn, var.own_secret_arns[0]]
    error_message = "Secrets made by the template must be readable without a tag."
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.execution.policy, var.shared_injected_secret_arns[0]) && !strcontains(aws_iam_role_policy.execution.policy, var.shared_secret_arns[0])
    error_message = "ECS may read exactly the injected secrets."
  }
}

run "refuses_wildcards_partial_arns_and_logs_for_ever" {
  command = plan

  variables {
    shared_secret_arns          = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:*"]
    shared_injected_secret_arns = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:mail"]
    log_retention_days          = 0
  }

  expect_failures = [var.shared_secret_arns, var.shared_injected_secret_arns, var.log_retention_days]
}
