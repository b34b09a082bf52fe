mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "names", id = "01JD6Z0000000000000000000A", tags = {} }
  zones = {
    public   = { domain = "example.com" }
    dev      = { domain = "dev.example.com", parent = "public" }
    internal = { domain = "example.internal", vpc_ids = ["vpc-0123", "vpc-4567"] }
  }
}

run "makes_public_private_and_delegated_zones" {
  command = apply

  assert {
    condition     = toset([for one in aws_route53_zone.this["internal"].vpc : one.vpc_id]) == toset(["vpc-0123", "vpc-4567"]) && length(aws_route53_zone.this["public"].vpc) == 0
    error_message = "A zone must be private to its VPCs, and public without any."
  }

  assert {
    condition     = keys(output.name_servers) == ["dev", "public"] && keys(output.zone_ids) == ["dev", "internal", "public"] && output.domains["dev"] == "dev.example.com"
    error_message = "Only public zones have name servers that others must know."
  }

  assert {
    condition = alltrue([
      keys(aws_route53_record.delegation) == ["dev"],
      aws_route53_record.delegation["dev"].type == "NS",
      aws_route53_record.delegation["dev"].name == "dev.example.com",
      length(aws_route53_record.delegation["dev"].records) == 4,
    ])
    error_message = "The zone above must name the servers of the one below."
  }

  assert {
    condition     = alltrue([for zone in aws_route53_zone.this : zone.force_destroy])
    error_message = "With a lease, a zone must end with the records that others wrote."
  }
}

run "keeps_the_records_of_a_zone_without_an_end" {
  command = plan

  variables {
    leasehold = { name = "names", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
  }

  assert {
    condition     = !anytrue([for zone in aws_route53_zone.this : zone.force_destroy])
    error_message = "Nobody may delete records of others behind their back."
  }
}

run "writes_records_of_each_kind" {
  command = apply

  variables {
    health_checks = {
      first = { domain = "first.example.com", path = "/health", failures = 2 }
      port  = { type = "TCP", ip_address = "192.0.2.1", port = 5432 }
    }
    records = {
      apex    = { zone = "public", alias = { dns_name = "lb.us-east-1.elb.amazonaws.com", zone_id = "Z35SXDOTRQ7X7K" } }
      wild    = { zone = "public", name = "*.apps", type = "CNAME", ttl = 60, values = ["lb.example.net"] }
      blue    = { zone = "public", name = "w", values = ["192.0.2.1"], weight = 90 }
      green   = { zone = "public", name = "w", values = ["192.0.2.2"], weight = 0 }
      first   = { zone = "public", name = "f", values = ["192.0.2.3"], failover = "PRIMARY", health_check = "first" }
      second  = { zone = "public", name = "f", values = ["192.0.2.4"], failover = "SECONDARY" }
      nearest = { zone = "internal", name = "l", values = ["10.0.0.1"], region = "eu-west-1" }
    }
  }

  assert {
    condition = alltrue([
      aws_route53_record.this["apex"].alias[0].evaluate_target_health,
      aws_route53_record.this["apex"].ttl == null,
      aws_route53_record.this["apex"].records == null,
      aws_route53_record.this["apex"].set_identifier == null,
      aws_route53_record.this["wild"].ttl == 60,
      aws_route53_record.this["wild"].records == toset(["lb.example.net"]),
    ])
    error_message = "An alias has no time and no values of its own; any other record has both."
  }

  assert {
    condition = alltrue([
      aws_route53_record.this["blue"].set_identifier == "blue",
      aws_route53_record.this["blue"].weighted_routing_policy[0].weight == 90,
      aws_route53_record.this["green"].weighted_routing_policy[0].weight == 0,
      aws_route53_record.this["second"].failover_routing_policy[0].type == "SECONDARY",
      aws_route53_record.this["nearest"].latency_routing_policy[0].region == "eu-west-1",
      aws_route53_record.this["first"].health_check_id == aws_route53_health_check.this["first"].id,
      aws_route53_record.this["second"].health_check_id == null,
    ])
    error_message = "Records of one name must be told apart by their names here, each by its own rule; a weight of 0 is one, too."
  }

  assert {
    condition = alltrue([
      aws_route53_health_check.this["first"].type == "HTTPS",
      aws_route53_health_check.this["first"].failure_threshold == 2,
      aws_route53_health_check.this["port"].resource_path == null,
      aws_route53_health_check.this["port"].fqdn == null,
    ])
    error_message = "A check must ask what is said; one of a port has no path."
  }
}

run "refuses_a_zone_below_none_of_the_others" {
  command = plan

  variables {
    zones = {
      public = { domain = "example.com" }
      other  = { domain = "dev.badexample.com", parent = "public" }
    }
  }

  expect_failures = [var.zones]
}

run "refuses_to_delegate_a_private_zone" {
  command = plan

  variables {
    zones = {
      public = { domain = "example.com" }
      inside = { domain = "in.example.com", parent = "public", vpc_ids = ["vpc-0123"] }
    }
  }

  expect_failures = [var.zones]
}

run "refuses_a_record_of_another_zone_with_two_rules" {
  command = plan

  variables {
    records = { web = { zone = "elsewhere", values = ["192.0.2.1"], weight = 1, region = "eu-west-1" } }
  }

  expect_failures = [var.records]
}

run "refuses_a_record_with_values_and_an_alias" {
  command = plan

  variables {
    records = { web = { zone = "public", values = ["192.0.2.1"], alias = { dns_name = "lb.example.net", zone_id = "Z1" } } }
  }

  expect_failures = [var.records]
}

run "refuses_a_first_record_that_never_fails" {
  command = plan

  variables {
    records = { web = { zone = "public", values = ["192.0.2.1"], failover = "PRIMARY" } }
  }

  expect_failures = [var.records]
}

run "refuses_a_cname_of_the_zone_itself" {
  command = plan

  variables {
    records = { web = { zone = "public", type = "CNAME", values = ["lb.example.net"] } }
  }

  expect_failures = [var.records]
}

run "refuses_a_health_check_of_nothing_or_for_no_text" {
  command = plan

  variables {
    health_checks = { first = { type = "HTTP_STR_MATCH", domain = "first.example.com" }, second = {} }
  }

  expect_failures = [var.health_checks]
}
