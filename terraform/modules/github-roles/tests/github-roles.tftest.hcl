mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label             = { id = "shopstack-dev" }
  oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"

  trust = {
    plan  = [{ owner = "acme", owner_id = "65", repository = "infra", repository_id = "74", environment = "dev-plan" }]
    apply = [{ owner = "acme", owner_id = "65", repository = "infra", repository_id = "74", environment = "dev", branch = "main" }]
    push  = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", branch = "main" }]
    build = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", branch = "main" }, { owner = "acme", owner_id = "65", repository = "web", repository_id = "76", branch = "release/1" }]
  }

  state = {
    bucket_arn     = "arn:aws:s3:::shopstack-dev-tf-123456789012"
    lock_table_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/shopstack-dev-tf-123456789012"
    kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/state"
    prefix         = "shopstack/dev/"
  }

  apply_policy_arns        = ["arn:aws:iam::123456789012:policy/foundation"]
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  repository_arns          = ["arn:aws:ecr:us-east-1:123456789012:repository/shopstack-dev/catalog"]
  build_project_arns       = ["arn:aws:codebuild:us-east-1:123456789012:project/shopstack-dev-images"]
}

run "trusts_one_repository_by_name_and_ids_for_one_branch_or_environment" {
  command = apply

  assert {
    condition = jsonencode(jsondecode(aws_iam_role.this["apply"].assume_role_policy).Statement) == jsonencode([{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = var.oidc_provider_arn }
      Condition = { StringEquals = {
        "token.actions.githubusercontent.com:aud"                 = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub"                 = ["repo:acme/infra:environment:dev", "repo:acme@65/infra@74:environment:dev"]
        "token.actions.githubusercontent.com:repository_id"       = "74"
        "token.actions.githubusercontent.com:repository_owner_id" = "65"
        "token.actions.githubusercontent.com:ref"                 = "refs/heads/main"
      } }
    }])
    error_message = "An environment with a branch must ask for audience, subject, both ids and the branch."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role.this["build"].assume_role_policy).Statement : statement.Condition.StringEquals["token.actions.githubusercontent.com:sub"][0]] == ["repo:acme/shop:ref:refs/heads/main", "repo:acme/web:ref:refs/heads/release/1"]
    error_message = "Each repository must have a statement of its own, so that no branch goes with another's repository."
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.this : !strcontains(role.assume_role_policy, "*") && !strcontains(role.assume_role_policy, "StringLike")])
    error_message = "No trust policy may have a wildcard."
  }
}

run "gives_each_job_what_it_needs_and_no_more" {
  command = apply

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this["plan"].policy).Statement : statement.Resource if statement.Effect == "Allow" && contains(flatten([statement.Action]), "s3:PutObject")]) == ["arn:aws:s3:::shopstack-dev-tf-123456789012/shopstack/dev/*.tfstate.tflock", "arn:aws:s3:::shopstack-dev-tf-123456789012/plans/shopstack/dev/*.tfplan"]
    error_message = "A plan may write the lock and save plans only."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this["plan"].policy).Statement : statement.NotResource if statement.Effect == "Deny" && contains(flatten([statement.Action]), "s3:GetObject")])[0] == "arn:aws:s3:::shopstack-dev-tf-123456789012/shopstack/dev/*.tfstate"
    error_message = "A plan may read no object but its states."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this["apply"].policy).Statement : statement.Resource if contains(flatten([statement.Action]), "s3:PutObject")]) == ["arn:aws:s3:::shopstack-dev-tf-123456789012/shopstack/dev/*.tfstate.tflock", "arn:aws:s3:::shopstack-dev-tf-123456789012/shopstack/dev/*.tfstate"]
    error_message = "An apply may write its states and their locks."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.this["apply"].policy).Statement : statement.Action if statement.Resource == "arn:aws:s3:::shopstack-dev-tf-123456789012/plans/shopstack/dev/*.tfplan"] == [["s3:GetObject", "s3:DeleteObject"]]
    error_message = "An apply may take saved plans away, and save none."
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.this["apply"].policy, "\"shopstack-dev-tf-123456789012/shopstack/dev/*.tfstate\"")
    error_message = "Locks in the table are named by bucket and key."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this["push"].policy).Statement : statement.Resource]) == ["*", "arn:aws:ecr:us-east-1:123456789012:repository/shopstack-dev/catalog"]
    error_message = "A push may reach the given repositories only."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.this["push"].policy, "Delete") && !strcontains(aws_iam_role_policy.this["build"].policy, "ecr:")
    error_message = "A push may delete nothing, and who starts builds may not push."
  }

  assert {
    condition     = toset([for attachment in aws_iam_role_policy_attachment.this : attachment.policy_arn]) == toset(["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/foundation"])
    error_message = "Only plan reads the account and only apply changes it."
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.this : role.permissions_boundary == var.permissions_boundary_arn])
    error_message = "Every role must stay inside the boundary."
  }
}

run "makes_only_the_roles_that_are_asked_for" {
  command = apply

  variables {
    trust                    = { push = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", branch = "main" }] }
    state                    = null
    apply_policy_arns        = []
    permissions_boundary_arn = null
    build_project_arns       = []
  }

  assert {
    condition     = keys(output.role_arns) == ["push"] && length(aws_iam_role_policy_attachment.this) == 0
    error_message = "There must be one role and no managed policy."
  }
}

run "refuses_a_wildcard_as_repository" {
  command = plan

  variables {
    trust = { push = [{ owner = "acme", owner_id = "65", repository = "*", repository_id = "75", branch = "main" }] }
  }

  expect_failures = [var.trust]
}

run "refuses_a_wildcard_as_branch" {
  command = plan

  variables {
    trust = { push = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", branch = "release/*" }] }
  }

  expect_failures = [var.trust]
}

run "refuses_a_wildcard_as_environment" {
  command = plan

  variables {
    trust = { push = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", environment = "?" }] }
  }

  expect_failures = [var.trust]
}

run "refuses_a_whole_repository" {
  command = plan

  variables {
    trust = { push = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75" }] }
  }

  expect_failures = [var.trust]
}

run "refuses_names_in_place_of_ids" {
  command = plan

  variables {
    trust = { push = [{ owner = "acme", owner_id = "acme", repository = "shop", repository_id = "75", branch = "main" }] }
  }

  expect_failures = [var.trust]
}

run "refuses_an_unknown_job" {
  command = plan

  variables {
    trust = { deploy = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", branch = "main" }] }
  }

  expect_failures = [var.trust]
}

run "refuses_jobs_without_what_they_work_on_and_apply_without_a_boundary" {
  command = plan

  variables {
    state                    = null
    apply_policy_arns        = []
    permissions_boundary_arn = null
    repository_arns          = []
    build_project_arns       = []
  }

  expect_failures = [var.state, var.apply_policy_arns, var.permissions_boundary_arn, var.repository_arns, var.build_project_arns]
}

run "refuses_an_administrator_and_all_states" {
  command = plan

  variables {
    apply_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    state             = { bucket_arn = "arn:aws:s3:::b", lock_table_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/b", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/k", prefix = "" }
  }

  expect_failures = [var.apply_policy_arns, var.state]
}
