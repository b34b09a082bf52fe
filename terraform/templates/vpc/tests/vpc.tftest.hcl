mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "network", id = "01JD6Z0000000000000000000A", tags = {} }
  project   = "shopstack"
}

run "spans_three_zones_with_one_way_out" {
  command = apply

  assert {
    condition     = length(output.public_subnet_ids) == 3 && length(output.private_subnet_ids) == 3 && output.vpc_cidr_block == "10.0.0.0/16"
    error_message = "There must be a public and a private subnet in each of three zones."
  }
}

run "spans_two_zones_where_two_are_asked_for" {
  command = apply

  variables {
    zones = 2
    nat   = "none"
  }

  assert {
    condition     = length(output.public_subnet_ids) == 2 && length(output.private_subnet_ids) == 2
    error_message = "There must be subnets in two zones only."
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
