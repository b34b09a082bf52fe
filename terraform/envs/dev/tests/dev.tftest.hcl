mock_provider "aws" {
  source = "../../mocks"
}

variables {
  project                  = "shopstack"
  region                   = "us-east-1"
  apply_policy_arns        = ["arn:aws:iam::123456789012:policy/foundation"]
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  secrets                  = { app-config = { description = "Settings of the shop" } }

  repositories = {
    infra = { owner = "acme", owner_id = "65", repository = "infra", repository_id = "74" }
    apps  = [{ owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", image = "catalog" }]
  }
}

run "wires_states_roles_images_and_builds" {
  command = apply

  assert {
    condition     = keys(output.github_role_arns) == ["apply", "build", "plan", "push"]
    error_message = "Every kind of job must have a role."
  }

  assert {
    condition     = keys(output.repository_urls) == ["shopstack-dev/catalog"] && output.build_projects == { catalog = "shopstack-dev-catalog-images" }
    error_message = "Each application must have a repository and a project that builds its image."
  }

  assert {
    condition     = length(output.network.private_subnet_ids) == 3
    error_message = "The network must have three zones."
  }

  assert {
    condition     = strcontains(output.backend, "key          = \"shopstack/dev/foundation.tfstate\"") && strcontains(output.backend, "use_lockfile = true") && !strcontains(output.backend, "dynamodb_table")
    error_message = "The state must lie below the prefix that the roles may reach, and be locked there."
  }
}

run "refuses_two_applications_with_one_image" {
  command = plan

  variables {
    repositories = {
      infra = { owner = "acme", owner_id = "65", repository = "infra", repository_id = "74" }
      apps = [
        { owner = "acme", owner_id = "65", repository = "shop", repository_id = "75", image = "catalog" },
        { owner = "acme", owner_id = "65", repository = "web", repository_id = "76", image = "catalog" },
      ]
    }
  }

  expect_failures = [var.repositories]
}
