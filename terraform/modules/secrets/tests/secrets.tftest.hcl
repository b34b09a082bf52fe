mock_provider "aws" {
  source = "../../mocks"
}

variables {
  project     = "shopstack"
  environment = "dev"
  secrets     = { app-config = { description = "Settings of the shop" } }
  values      = {}
}

run "names_a_secret_by_project_and_environment_and_leaves_it_empty" {
  command = apply

  assert {
    condition     = aws_secretsmanager_secret.this["app-config"].name == "shopstack/dev/app-config" && keys(output.arns) == ["app-config"]
    error_message = "The name must be <project>/<environment>/<name>."
  }

  assert {
    condition     = aws_secretsmanager_secret.this["app-config"].recovery_window_in_days == 30
    error_message = "A deleted secret must be recoverable."
  }

  assert {
    condition     = length(aws_secretsmanager_secret_version.given) + length(aws_secretsmanager_secret_rotation.this) + length(aws_lambda_permission.rotation) == 0
    error_message = "A secret has a value and rotates only if it is said so."
  }

  assert {
    condition     = length(aws_secretsmanager_secret.this["app-config"].tags) == 0
    error_message = "No environment may read a secret that is not shared."
  }
}

run "sends_a_value_that_is_in_no_state" {
  command = apply

  variables {
    secrets = { app-config = { description = "Settings of the shop", value_version = 2, shared = true } }
    values  = { app-config = "s3cret" }
  }

  assert {
    condition     = aws_secretsmanager_secret_version.given["app-config"].secret_string_wo_version == 2 && aws_secretsmanager_secret_version.given["app-config"].secret_string_wo == null
    error_message = "The value must be sent under its version and kept nowhere."
  }

  assert {
    condition     = aws_secretsmanager_secret.this["app-config"].tags == tomap({ "idp:shared" = "true" })
    error_message = "A shared secret must say itself that environments may read it."
  }
}

run "rotates_by_a_function_that_only_this_secret_may_call" {
  command = apply

  variables {
    secrets = { database = { description = "Password", rotation = { lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate", days = 7 } } }
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.this["database"].rotation_rules[0].automatically_after_days == 7 && !aws_secretsmanager_secret_rotation.this["database"].rotate_immediately
    error_message = "It must rotate every 7 days, and not before there is a value."
  }

  assert {
    condition     = aws_lambda_permission.rotation["database"].source_arn == aws_secretsmanager_secret.this["database"].arn && aws_lambda_permission.rotation["database"].statement_id == "rotate-shopstack-dev-database"
    error_message = "Secrets Manager may call the function for this secret only."
  }
}

run "refuses_odd_names_and_secrets_that_are_gone_at_once" {
  command = plan

  variables {
    project              = "Shop"
    environment          = "dev/x"
    recovery_window_days = 0
    secrets              = { "App_Config" = { description = "Settings", rotation = { lambda_arn = "arn", days = 0 } } }
  }

  expect_failures = [var.project, var.environment, var.recovery_window_days, var.secrets]
}

run "refuses_a_shared_secret_under_another_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/other"
    secrets     = { app-config = { description = "Settings", shared = true } }
  }

  expect_failures = [var.secrets]
}
