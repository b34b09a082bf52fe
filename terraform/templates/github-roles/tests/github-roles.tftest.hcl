mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold                = { name = "github", id = "01JD6Z0000000000000000000A", tags = {} }
  project                  = "shopstack"
  oidc_provider_arn        = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/github"
  images                   = ["catalog"]

  trust = {
    push = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", branch = "main" }]
  }
}

run "makes_a_role_for_each_job_that_is_named" {
  command = apply

  assert {
    condition     = keys(output.role_arns) == ["push"]
    error_message = "A job that nobody may run needs no role."
  }
}

run "lets_plan_and_apply_work_on_the_states_of_the_environment" {
  command = apply

  variables {
    state_kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"
    apply_policy_arns = ["arn:aws:iam::123456789012:policy/shopstack-apply"]

    trust = {
      plan  = [{ owner = "acme", owner_id = "65", repository = "infra", repository_id = "74", environment = "dev-plan" }]
      apply = [{ owner = "acme", owner_id = "65", repository = "infra", repository_id = "74", environment = "dev", branch = "main" }]
    }
  }

  assert {
    condition     = keys(output.role_arns) == ["apply", "plan"]
    error_message = "Each job must have its role."
  }
}

run "refuses_names_that_others_cannot_read" {
  command = plan

  variables {
    project     = "ShopStack"
    environment = "dev/x"
  }

  expect_failures = [var.project, var.environment]
}
