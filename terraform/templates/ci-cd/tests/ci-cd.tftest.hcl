mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold  = { name = "build", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  source_url = "https://github.com/shop/app"
}

run "builds_a_repository_and_may_do_nothing_but_write_logs" {
  command = apply

  assert {
    condition     = aws_codebuild_project.this.source[0].type == "GITHUB" && !aws_codebuild_project.this.environment[0].privileged_mode && aws_codebuild_project.this.source_version == "main"
    error_message = "It must build the main branch, without the rights of its host."
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.build.policy).Statement : one.Sid] == ["WriteLogs"] && aws_iam_role.build.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The role must write logs inside the boundary, and do nothing else."
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.schedule) == 0 && length(aws_codebuild_project.this.vpc_config) == 0
    error_message = "Without a word there must be no schedule and no VPC."
  }
}

run "gives_builds_what_they_need" {
  command = apply

  variables {
    source_url         = "https://gitlab.com/shop/group/app"
    connection_arn     = "arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555"
    variables          = { STAGE = "dev" }
    secret_arns        = { TOKEN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf" }
    push_repositories  = ["shop/app"]
    schedule           = "rate(1 day)"
    vpc_id             = "vpc-0a"
    private_subnet_ids = ["subnet-0a"]
    security_group_ids = ["sg-0a"]
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.build.policy).Statement : one.Sid] == ["WriteLogs", "ReadSecrets", "UseTheConnection", "SignIn", "PushImages", "FindTheNetwork", "MakeInterfaces", "GiveInterfacesToBuilds"]
    error_message = "There must be a statement for each need."
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.build.policy).Statement : one.Sid if contains(one.Resource, "*")] == ["SignIn", "FindTheNetwork"]
    error_message = "Only what has no resource may be for all."
  }

  assert {
    condition     = { for one in aws_codebuild_project.this.environment[0].environment_variable : one.name => one.type } == { STAGE = "PLAINTEXT", TOKEN = "SECRETS_MANAGER" } && aws_codebuild_project.this.source[0].type == "GITLAB"
    error_message = "A secret must be read when a build starts."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.schedule[0].policy).Statement[0].Resource == aws_codebuild_project.this.arn && aws_cloudwatch_event_target.build[0].role_arn == aws_iam_role.schedule[0].arn
    error_message = "The schedule must start this project, and no other."
  }
}

run "refuses_subnets_without_a_vpc" {
  command = plan

  variables {
    private_subnet_ids = ["subnet-0a"]
  }

  expect_failures = [var.private_subnet_ids]
}

run "refuses_a_variable_that_is_secret_and_is_not" {
  command = plan

  variables {
    variables   = { TOKEN = "one" }
    secret_arns = { TOKEN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf" }
  }

  expect_failures = [var.secret_arns]
}
