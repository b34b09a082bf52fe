mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label      = { id = "shopstack-dev" }
  repository = { arn = "arn:aws:ecr:us-east-1:123456789012:repository/shopstack-dev/catalog", url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shopstack-dev/catalog" }
  source_url = "https://github.com/acme/shop.git"
}

run "pushes_to_one_repository_and_does_nothing_else" {
  command = apply

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource]) == ["*", "arn:aws:ecr:us-east-1:123456789012:repository/shopstack-dev/catalog", "${aws_cloudwatch_log_group.this.arn}:*"]
    error_message = "The role may reach its repository and its log only."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this.policy).Statement[0].Action == "ecr:GetAuthorizationToken" && !strcontains(aws_iam_role_policy.this.policy, "Delete")
    error_message = "Only the registry's login is for all, and nothing may be deleted."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceArn"] == "arn:aws:codebuild:us-east-1:123456789012:project/shopstack-dev-images"
    error_message = "Only this project may take the role."
  }

  assert {
    condition     = aws_codebuild_project.this.environment[0].privileged_mode && one(aws_codebuild_project.this.logs_config[0].cloudwatch_logs).group_name == "/codebuild/shopstack-dev-images"
    error_message = "Docker needs a privileged build; its log must go to the group that expires."
  }

  assert {
    condition     = { for variable in aws_codebuild_project.this.environment[0].environment_variable : variable.name => variable.value } == { IMAGE_REPOSITORY = var.repository.url, CONTEXT = "." }
    error_message = "The build must know where to push and what to build."
  }

  assert {
    condition     = length(one(aws_codebuild_project.this.source).auth) == 0
    error_message = "A public repository needs no connection."
  }
}

run "reads_a_private_repository_by_a_connection" {
  command = apply

  variables {
    connection_arn           = "arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555"
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = one(one(aws_codebuild_project.this.source).auth).type == "CODECONNECTIONS" && one(one(aws_codebuild_project.this.source).auth).resource == var.connection_arn
    error_message = "The project must clone by the connection."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource if contains(flatten([statement.Action]), "codeconnections:UseConnection")]) == var.connection_arn && aws_iam_role.this.permissions_boundary == var.permissions_boundary_arn
    error_message = "The role may use that connection, inside the boundary."
  }
}

run "refuses_credentials_in_the_address_and_odd_sizes" {
  command = plan

  variables {
    source_url         = "https://token@github.com/acme/shop.git"
    compute_type       = "BUILD_GENERAL1_2XLARGE"
    timeout_minutes    = 1
    concurrent_builds  = 0
    log_retention_days = 0
  }

  expect_failures = [var.source_url, var.compute_type, var.timeout_minutes, var.concurrent_builds, var.log_retention_days]
}
