mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold    = { name = "images", id = "01JD6Z0000000000000000000A", tags = {} }
  project      = "shopstack"
  repositories = ["catalog", "web"]
}

run "names_repositories_by_project_and_environment" {
  command = apply

  assert {
    condition     = keys(output.repository_urls) == ["shopstack-dev/catalog", "shopstack-dev/web"] && keys(output.repository_arns) == keys(output.repository_urls)
    error_message = "A repository must be <project>-<environment>/<name>."
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
