mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold                = { name = "catalog", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/environments" }
  project                  = "shopstack"
  image                    = "catalog"
  source_url               = "https://github.com/acme/shop.git"
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/foundation"
}

run "names_the_project_after_the_image" {
  command = apply

  assert {
    condition     = output.project_name == "shopstack-dev-catalog-images"
    error_message = "The project must be <project>-<environment>-<image>-images."
  }
}

run "refuses_names_that_others_cannot_read" {
  command = plan

  variables {
    project     = "ShopStack"
    environment = "dev/x"
    image       = "shop/catalog"
  }

  expect_failures = [var.project, var.environment, var.image]
}
