mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = {
    name = "payments-integration-branch-one"
    id   = "01JD6Z0000000000000000000A"
    tags = { "idp:environment-id" = "01JD6Z0000000000000000000A" }
  }
}

run "tells_where_the_database_is_and_not_its_password" {
  command = apply

  assert {
    condition     = output.db_endpoint == "${output.db_address}:${output.db_port}" && output.db_name == "appdb"
    error_message = "The database must be told by address, port and name."
  }

  assert {
    condition     = output.db_credentials_secret_arn == "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!mocked-AbCdEf"
    error_message = "The credentials must be told by the ARN of their secret."
  }

  assert {
    condition = (local.database_environment.DB_SECRET_ARN == output.db_credentials_secret_arn
    && local.database_environment.DB_HOST == output.db_address && length(local.database_secrets) == 0)
    error_message = "The task must get the ARN of the credentials and not the credentials."
  }
}

run "injects_credentials_only_when_asked" {
  command = apply

  variables {
    inject_db_credentials = true
  }

  assert {
    condition = (local.database_secrets.DB_PASSWORD == "${output.db_credentials_secret_arn}:password::"
    && local.database_secrets.DB_USER == "${output.db_credentials_secret_arn}:username::")
    error_message = "ECS must be told where the credentials are."
  }
}
