mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "secrets", id = "01JD6Z0000000000000000000A", tags = {} }
  project   = "shopstack"
  secrets   = { app-config = { description = "Settings of the shop" } }
}

run "makes_each_secret_and_tells_its_arn" {
  command = apply

  assert {
    condition     = keys(output.secret_arns) == ["app-config"]
    error_message = "Each secret must be told by its ARN."
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
