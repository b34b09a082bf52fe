mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "groups", id = "01JD6Z0000000000000000000A", tags = {} }
  vpc_id    = "vpc-0123456789abcdef0"
  groups = {
    web = {
      description = "What customers reach"
      ingress = {
        office  = { from_port = 443, cidr_ipv4 = "203.0.113.0/24", description = "The office" }
        office6 = { from_port = 443, cidr_ipv6 = "2001:db8::/32" }
        listed  = { from_port = 8000, to_port = 8010, prefix_list_id = "pl-0123" }
        other   = { from_port = 443, security_group_id = "sg-0123" }
      }
      egress = { orders = { from_port = 8080, group = "orders" } }
    }
    orders = {
      description = "The service behind"
      ingress     = { web = { from_port = 8080, group = "web" } }
      egress      = { everywhere = { protocol = "-1", cidr_ipv4 = "0.0.0.0/0" } }
    }
  }
}

run "makes_a_rule_of_each_side_in_the_group_that_has_it" {
  command = apply

  assert {
    condition     = can(regex("^idp-groups-[0-9a-f]{8}-web$", aws_security_group.this["web"].name)) && aws_security_group.this["web"].vpc_id == var.vpc_id && keys(output.security_group_ids) == ["orders", "web"]
    error_message = "A group must be of the VPC, by its name."
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.this) == ["orders/web", "web/listed", "web/office", "web/office6", "web/other"]
    error_message = "There must be a resource for each rule."
  }

  assert {
    condition = alltrue([
      aws_vpc_security_group_ingress_rule.this["web/office"].cidr_ipv4 == "203.0.113.0/24",
      aws_vpc_security_group_ingress_rule.this["web/office6"].cidr_ipv6 == "2001:db8::/32",
      aws_vpc_security_group_ingress_rule.this["web/listed"].prefix_list_id == "pl-0123",
      aws_vpc_security_group_ingress_rule.this["web/other"].referenced_security_group_id == "sg-0123",
      aws_vpc_security_group_ingress_rule.this["orders/web"].referenced_security_group_id == aws_security_group.this["web"].id,
      aws_vpc_security_group_egress_rule.this["web/orders"].referenced_security_group_id == aws_security_group.this["orders"].id,
    ])
    error_message = "Each rule must have its own side, and groups may name each other."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.this["web/office"].to_port == 443 && aws_vpc_security_group_ingress_rule.this["web/listed"].to_port == 8010
    error_message = "One port must be a range of its own."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.this["orders/everywhere"].ip_protocol == "-1" && aws_vpc_security_group_egress_rule.this["orders/everywhere"].from_port == null
    error_message = "A rule for every protocol has no port, and may let everything out."
  }
}

run "refuses_to_let_the_whole_world_in_without_its_name" {
  command = plan

  variables {
    groups = { web = { description = "Web", ingress = { https = { from_port = 443, cidr_ipv4 = "0.0.0.0/0" } } } }
  }

  expect_failures = [var.groups]
}

run "refuses_the_whole_world_of_ipv6_where_another_rule_is_named" {
  command = plan

  variables {
    groups        = { web = { description = "Web", ingress = { https = { from_port = 443, cidr_ipv6 = "::/0" } } } }
    open_to_world = ["web/http"]
  }

  expect_failures = [var.groups]
}

run "lets_the_whole_world_in_by_the_rule_that_is_named" {
  command = apply

  variables {
    groups        = { web = { description = "Web", ingress = { https = { from_port = 443, cidr_ipv4 = "0.0.0.0/0" } } } }
    open_to_world = ["web/https"]
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.this["web/https"].cidr_ipv4 == "0.0.0.0/0"
    error_message = "The rule that is named must be made."
  }
}

run "refuses_a_rule_of_two_sides" {
  command = plan

  variables {
    groups = { web = { description = "Web", ingress = { https = { from_port = 443, cidr_ipv4 = "10.0.0.0/8", group = "web" } } } }
  }

  expect_failures = [var.groups]
}

run "refuses_a_group_that_is_not_there" {
  command = plan

  variables {
    groups = { web = { description = "Web", egress = { db = { from_port = 5432, group = "db" } } } }
  }

  expect_failures = [var.groups]
}
