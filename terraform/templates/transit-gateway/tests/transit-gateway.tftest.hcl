mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "hub", id = "01JD6Z0000000000000000000A", tags = {} }
  attachments = {
    shop   = { vpc_id = "vpc-0a", subnet_ids = ["subnet-0a"], route_table = "apps", route_table_ids = ["rtb-0a", "rtb-0b"], reaches = ["10.1.0.0/16"] }
    shared = { vpc_id = "vpc-0b", subnet_ids = ["subnet-0b"], route_table = "services" }
  }
  route_tables = {
    apps     = { propagated = ["shared"], routes = { "10.9.0.0/16" = "blackhole", "10.8.0.0/16" = "shared" } }
    services = { propagated = ["shop"] }
  }
}

run "connects_only_what_a_route_table_says" {
  command = apply

  assert {
    condition = alltrue([
      aws_ec2_transit_gateway.this.default_route_table_association == "disable",
      aws_ec2_transit_gateway.this.default_route_table_propagation == "disable",
      aws_ec2_transit_gateway.this.auto_accept_shared_attachments == "disable",
      !aws_ec2_transit_gateway_vpc_attachment.this["shop"].transit_gateway_default_route_table_association,
      !aws_ec2_transit_gateway_vpc_attachment.this["shop"].transit_gateway_default_route_table_propagation,
    ])
    error_message = "Nothing may be reached by default, and no attachment accepted by itself."
  }

  assert {
    condition     = keys(aws_ec2_transit_gateway_route_table_propagation.this) == ["apps/shared", "services/shop"] && aws_ec2_transit_gateway_route_table_association.this["shop"].transit_gateway_route_table_id == aws_ec2_transit_gateway_route_table.this["apps"].id
    error_message = "Each must be associated and propagated as it is said."
  }

  assert {
    condition     = aws_ec2_transit_gateway_route.this["apps/10.9.0.0/16"].blackhole && aws_ec2_transit_gateway_route.this["apps/10.8.0.0/16"].transit_gateway_attachment_id == aws_ec2_transit_gateway_vpc_attachment.this["shared"].id
    error_message = "A range must be dropped, or lead to its attachment."
  }

  assert {
    condition     = keys(aws_route.this) == ["shop/rtb-0a/10.1.0.0/16", "shop/rtb-0b/10.1.0.0/16"] && aws_route.this["shop/rtb-0a/10.1.0.0/16"].transit_gateway_id == output.transit_gateway_id
    error_message = "Each route table of the VPC must lead here."
  }

  assert {
    condition     = length(aws_ram_resource_share.this) == 0 && output.resource_share_arn == null
    error_message = "Without a word it must be shared with no one."
  }
}

run "is_shared_inside_the_organization" {
  command = apply

  variables {
    shared_with = ["111122223333", "arn:aws:organizations::123456789012:ou/o-abc/ou-abc-def"]
  }

  assert {
    condition     = !aws_ram_resource_share.this[0].allow_external_principals && length(aws_ram_principal_association.this) == 2 && aws_ram_resource_association.this[0].resource_arn == aws_ec2_transit_gateway.this.arn
    error_message = "It must be shared with these alone, and with no stranger."
  }
}

run "refuses_an_attachment_of_a_table_that_is_not_there" {
  command = plan

  variables {
    route_tables = { apps = {} }
  }

  expect_failures = [var.route_tables]
}

run "refuses_a_route_to_what_is_not_attached" {
  command = plan

  variables {
    route_tables = { apps = { routes = { "10.9.0.0/16" = "elsewhere" } }, services = { propagated = ["other"] } }
  }

  expect_failures = [var.route_tables]
}

run "refuses_ranges_without_route_tables" {
  command = plan

  variables {
    attachments  = { shop = { vpc_id = "vpc-0a", subnet_ids = ["subnet-0a"], route_table = "apps", reaches = ["10.1.0.0/16"] } }
    route_tables = { apps = {} }
  }

  expect_failures = [var.attachments]
}
