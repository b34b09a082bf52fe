mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = {
    name = "payments-integration-branch-one"
    id   = "01JD6Z0000000000000000000A"
    tags = { "idp:environment-id" = "01JD6Z0000000000000000000A" }
  }
}

run "answers_over_http_by_default" {
  command = apply

  assert {
    condition     = output.endpoint == "http://mocked.us-east-1.elb.amazonaws.com"
    error_message = "Without a certificate the endpoint must be the load balancer's name over http, got ${output.endpoint}."
  }

  assert {
    condition     = output.log_group == "/ecs/${output.service_name}" && output.service_name == module.label.id
    error_message = "Service and log group must bear the name of the life."
  }

  assert {
    condition     = !module.network.tasks.public_ip
    error_message = "Tasks must be private by default."
  }
}

run "answers_over_https_with_a_certificate" {
  command = apply

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d"
    dns_name        = "foo.example.com"
    zone_id         = "Z123"
  }

  assert {
    condition     = output.endpoint == "https://foo.example.com"
    error_message = "With a certificate the endpoint must be https, got ${output.endpoint}."
  }
}

run "shares_a_zone_and_a_wildcard_certificate_under_a_name_of_its_own" {
  command = apply

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d"
    domain          = "previews.example.com"
    zone_id         = "Z123"
  }

  assert {
    condition     = output.endpoint == "https://payments-integration-branch-one.previews.example.com"
    error_message = "Below the domain the service must be reached under the environment's name, got ${output.endpoint}."
  }
}

run "refuses_two_names" {
  command = plan

  variables {
    dns_name = "foo.example.com"
    domain   = "previews.example.com"
  }

  expect_failures = [var.domain]
}

run "does_without_a_nat_gateway" {
  command = apply

  variables {
    nat = "none"
  }

  assert {
    condition     = module.network.tasks.public_ip && module.network.tasks.subnet_ids == module.network.public_subnet_ids
    error_message = "Without a NAT gateway tasks must run in the public subnets."
  }
}

run "gives_another_environment_other_names" {
  command = plan

  variables {
    leasehold = { name = "payments-integration-branch-two", id = "01JD6Z0000000000000000000B", tags = {} }
  }

  assert {
    condition     = output.log_group != run.answers_over_http_by_default.log_group
    error_message = "Environments whose names share their beginning must not collide."
  }
}
