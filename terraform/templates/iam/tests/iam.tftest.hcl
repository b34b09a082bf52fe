mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "roles", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  policies = {
    read = { description = "Reads", statements = [{ sid = "Read", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::idp-shop/*"] }] }
  }
  roles = {
    worker = {
      description  = "Works"
      trust        = { services = ["ecs-tasks"], source_arns = ["arn:aws:ecs:us-east-1:123456789012:*"] }
      statements   = [{ sid = "Write", actions = ["s3:PutObject"], resources = ["arn:aws:s3:::idp-shop/in/*"], conditions = { Bool = { "aws:SecureTransport" = ["true"] } } }]
      policies     = ["read"]
      aws_policies = ["service-role/AmazonECSTaskExecutionRolePolicy"]
      policy_arns  = ["arn:aws:iam::123456789012:policy/idp-other"]
    }
    deploy = {
      description = "Deploys"
      trust       = { oidc = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com", subjects = ["repo:shop/app:ref:refs/heads/main"] } }
    }
    partner = {
      description = "Looks"
      trust       = { account_ids = ["111122223333"], external_id = "partner-2f9c1a" }
    }
    operator = {
      description      = "Operates an instance"
      trust            = { services = ["ec2"], role_arns = ["arn:aws:iam::111122223333:role/operators"] }
      instance_profile = true
    }
  }
}

run "bounds_each_role_and_trusts_whom_it_names" {
  command = apply

  assert {
    condition     = alltrue([for role in aws_iam_role.this : role.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"]) && can(regex("^idp-roles-[0-9a-f]{8}-worker$", aws_iam_role.this["worker"].name))
    error_message = "Each role must be of the environment, inside its boundary."
  }

  assert {
    condition = jsondecode(aws_iam_role.this["worker"].assume_role_policy).Statement == [
      { Sid = "Services", Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["ecs-tasks.amazonaws.com"] }, Condition = { ArnLike = { "aws:SourceArn" = ["arn:aws:ecs:us-east-1:123456789012:*"] } } }
    ]
    error_message = "A service must be trusted for the named sources alone."
  }

  assert {
    condition = jsondecode(aws_iam_role.this["deploy"].assume_role_policy).Statement[0].Condition == {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      StringLike   = { "token.actions.githubusercontent.com:sub" = ["repo:shop/app:ref:refs/heads/main"] }
    }
    error_message = "An identity of a provider must be held by audience and subject."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this["partner"].assume_role_policy).Statement[0].Condition == { StringEquals = { "sts:ExternalId" = "partner-2f9c1a" } }
    error_message = "An account must say the external id."
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role.this["operator"].assume_role_policy).Statement : keys(one)] == [["Action", "Effect", "Principal", "Sid"], ["Action", "Effect", "Principal", "Sid"]]
    error_message = "There must be no empty condition, which IAM refuses."
  }
}

run "gives_a_role_what_is_said" {
  command = apply

  assert {
    condition = jsondecode(aws_iam_role_policy.this["worker"].policy).Statement == [
      { Sid = "Write", Effect = "Allow", Action = ["s3:PutObject"], Resource = ["arn:aws:s3:::idp-shop/in/*"], Condition = { Bool = { "aws:SecureTransport" = ["true"] } } }
    ] && length(aws_iam_role_policy.this) == 1
    error_message = "A role must have its own statements, and no policy without any."
  }

  assert {
    condition     = { for key, one in aws_iam_role_policy_attachment.this : key => one.policy_arn } == { "worker/read" = aws_iam_policy.this["read"].arn, "worker/service-role/AmazonECSTaskExecutionRolePolicy" = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "worker/0" = "arn:aws:iam::123456789012:policy/idp-other" }
    error_message = "Each policy must be attached."
  }

  assert {
    condition     = keys(output.instance_profile_names) == ["operator"] && keys(output.role_arns) == ["deploy", "operator", "partner", "worker"]
    error_message = "There must be a profile where it is wanted, and an ARN of each role."
  }
}

run "refuses_a_role_that_trusts_nobody" {
  command = plan

  variables {
    roles = { worker = { description = "Works", trust = {} } }
  }

  expect_failures = [var.roles]
}

run "refuses_an_account_without_an_external_id" {
  command = plan

  variables {
    roles = { partner = { description = "Looks", trust = { account_ids = ["111122223333"] } } }
  }

  expect_failures = [var.roles]
}

run "refuses_a_policy_that_is_not_there" {
  command = plan

  variables {
    roles = { worker = { description = "Works", trust = { services = ["lambda"] }, policies = ["write"] } }
  }

  expect_failures = [var.roles]
}

run "refuses_every_resource_without_its_name" {
  command = plan

  variables {
    roles = { worker = { description = "Works", trust = { services = ["lambda"] }, statements = [{ sid = "All", actions = ["s3:GetObject"], resources = ["*"] }] } }
  }

  expect_failures = [var.roles]
}

run "allows_every_resource_where_it_is_named_and_denies_it_anywhere" {
  command = apply

  variables {
    any_resource = ["worker/Token"]
    roles = {
      worker = {
        description = "Works"
        trust       = { services = ["lambda"] }
        statements = [
          { sid = "Token", actions = ["ecr:GetAuthorizationToken"], resources = ["*"] },
          { sid = "NoKeys", effect = "Deny", actions = ["kms:ScheduleKeyDeletion"], resources = ["*"] }
        ]
      }
    }
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.this["worker"].policy).Statement : one.Effect] == ["Allow", "Deny"]
    error_message = "What is named must be allowed, and a denial needs no name."
  }
}

run "refuses_a_profile_of_a_role_that_ec2_does_not_take" {
  command = plan

  variables {
    roles = { worker = { description = "Works", trust = { services = ["lambda"] }, instance_profile = true } }
  }

  expect_failures = [var.roles]
}
