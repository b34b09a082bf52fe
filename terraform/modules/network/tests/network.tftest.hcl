mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label = { id = "idp-foo-1e071a58" }
}

run "cuts_two_public_and_two_private_subnets_in_two_zones" {
  command = apply

  assert {
    condition     = aws_subnet.public[*].cidr_block == ["10.0.0.0/20", "10.0.16.0/20"] && aws_subnet.private[*].cidr_block == ["10.0.128.0/20", "10.0.144.0/20"]
    error_message = "Subnets must be sixteenths 0, 1 and 8, 9."
  }

  assert {
    condition     = length(distinct(aws_subnet.private[*].availability_zone)) == 2 && length(distinct(aws_subnet.public[*].availability_zone)) == 2
    error_message = "Each pair of subnets must be in two zones."
  }

  assert {
    condition     = !anytrue([for subnet in concat(aws_subnet.public, aws_subnet.private) : coalesce(subnet.map_public_ip_on_launch, false)])
    error_message = "No subnet may give public addresses away by itself."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_eip.nat) == 1 && aws_route.private[0].nat_gateway_id == aws_nat_gateway.this[0].id
    error_message = "Private subnets must leave by one NAT gateway."
  }

  assert {
    condition     = output.tasks.subnet_ids == aws_subnet.private[*].id && !output.tasks.public_ip
    error_message = "Tasks must run in the private subnets."
  }
}

run "gives_tasks_a_public_address_without_a_nat_gateway" {
  command = apply

  variables {
    nat = "none"
  }

  assert {
    condition     = length(aws_nat_gateway.this) + length(aws_eip.nat) + length(aws_route.private) == 0
    error_message = "Nothing that costs money and no way out of the private subnets may be made."
  }

  assert {
    condition     = output.tasks.subnet_ids == aws_subnet.public[*].id && output.tasks.public_ip
    error_message = "Tasks must run in the public subnets with an address of their own."
  }
}

run "gives_each_of_three_zones_a_way_out_of_its_own" {
  command = apply

  variables {
    zones = 3
    nat   = "per-zone"
  }

  assert {
    condition     = aws_subnet.private[*].cidr_block == ["10.0.128.0/20", "10.0.144.0/20", "10.0.160.0/20"] && length(distinct(aws_subnet.private[*].availability_zone)) == 3
    error_message = "A third zone must add a subnet and move none."
  }

  assert {
    condition     = aws_nat_gateway.this[*].subnet_id == aws_subnet.public[*].id && aws_route.private[*].nat_gateway_id == aws_nat_gateway.this[*].id
    error_message = "Each zone must have a NAT gateway of its own."
  }

  assert {
    condition     = aws_route_table_association.private[*].route_table_id == aws_route_table.private[*].id && length(distinct(aws_route_table.private[*].id)) == 3
    error_message = "A private subnet must leave by the NAT gateway of its zone."
  }

  assert {
    condition     = length(aws_vpc_endpoint.s3.route_table_ids) == 4
    error_message = "Every subnet must reach S3 by the gateway endpoint."
  }
}

run "fits_a_small_range" {
  command = plan

  variables {
    vpc_cidr = "192.168.7.0/24"
  }

  assert {
    condition     = aws_subnet.private[1].cidr_block == "192.168.7.144/28"
    error_message = "A /24 must be cut in /28."
  }
}

run "refuses_a_range_that_begins_in_its_middle" {
  command = plan

  variables {
    vpc_cidr = "10.0.0.1/16"
  }

  expect_failures = [var.vpc_cidr]
}

run "refuses_a_range_that_is_too_small_an_unknown_way_out_and_a_fourth_zone" {
  command = plan

  variables {
    vpc_cidr = "10.0.0.0/25"
    nat      = "many"
    zones    = 4
  }

  expect_failures = [var.vpc_cidr, var.nat, var.zones]
}

run "has_no_way_out_asleep_and_keeps_its_address" {
  command = apply

  variables {
    awake = false
  }

  assert {
    condition     = length(aws_nat_gateway.this) + length(aws_route.private) == 0 && length(aws_eip.nat) == 1
    error_message = "Asleep, only the address of the NAT gateway may stay."
  }

  assert {
    condition     = output.tasks.subnet_ids == aws_subnet.private[*].id && !output.tasks.public_ip
    error_message = "Tasks must stay where they are."
  }
}
