mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold          = { name = "front", id = "01JD6Z0000000000000000000A", tags = {} }
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  security_group_ids = ["sg-0123"]
  target_groups      = { web = { port = 8443 } }
  listeners          = { web = { port = 443, target_group = "web" } }
}

run "is_private_crosses_zones_and_has_security_groups" {
  command = apply

  assert {
    condition     = aws_lb.this.load_balancer_type == "network" && aws_lb.this.internal && aws_lb.this.enable_cross_zone_load_balancing && !aws_lb.this.enable_deletion_protection
    error_message = "Without a word it must be private, send to all zones, and be able to end."
  }

  assert {
    condition     = aws_lb.this.security_groups == toset(var.security_group_ids) && length(aws_lb.this.access_logs) == 0
    error_message = "It must have its security groups."
  }

  assert {
    condition     = aws_lb_listener.this["web"].protocol == "TCP" && aws_lb_listener.this["web"].certificate_arn == null && aws_lb_target_group.this["web"].health_check[0].protocol == "TCP"
    error_message = "TLS must pass through to the targets."
  }
}

run "ends_tls_where_a_certificate_is_given" {
  command = apply

  variables {
    leasehold         = { name = "front", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
    access_log_bucket = "logs"
    target_groups = {
      web   = { port = 8080, health_path = "/health", health_port = 8081, sticky = true }
      names = { port = 53, protocol = "UDP", health_port = 8081 }
    }
    listeners = {
      web   = { port = 443, protocol = "TLS", target_group = "web", alpn_policy = "HTTP2Preferred", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" }
      names = { port = 53, protocol = "UDP", target_group = "names" }
    }
  }

  assert {
    condition     = aws_lb_listener.this["web"].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06" && aws_lb_listener.this["web"].alpn_policy == "HTTP2Preferred" && aws_lb_listener.this["names"].certificate_arn == null
    error_message = "TLS must end where it is asked for, by 1.2 or later."
  }

  assert {
    condition     = aws_lb_target_group.this["web"].health_check[0].path == "/health" && aws_lb_target_group.this["web"].health_check[0].port == "8081" && aws_lb_target_group.this["web"].stickiness[0].enabled
    error_message = "Targets must be asked over HTTP where there is a path."
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && aws_lb.this.access_logs[0].bucket == "logs"
    error_message = "A life without an end must be protected, and logged."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : length(group.name) <= 32]) && aws_lb_target_group.this["web"].name != aws_lb_target_group.this["names"].name
    error_message = "Names of target groups must be short and their own."
  }
}

run "refuses_tls_without_a_certificate" {
  command = plan

  variables {
    listeners = { web = { port = 443, protocol = "TLS", target_group = "web" } }
  }

  expect_failures = [var.listeners]
}

run "refuses_what_takes_one_port_twice" {
  command = plan

  variables {
    listeners = { one = { port = 443, target_group = "web" }, two = { port = 443, target_group = "web" } }
  }

  expect_failures = [var.listeners]
}

run "refuses_a_target_group_of_another_protocol" {
  command = plan

  variables {
    listeners = { names = { port = 53, protocol = "UDP", target_group = "web" } }
  }

  expect_failures = [var.listeners]
}

run "refuses_a_target_group_that_is_not_there" {
  command = plan

  variables {
    listeners = { web = { port = 443, target_group = "other" } }
  }

  expect_failures = [var.listeners]
}

run "refuses_a_sticky_target_group_of_tls" {
  command = plan

  variables {
    target_groups = { web = { port = 443, protocol = "TLS", sticky = true } }
    listeners     = { web = { port = 443, protocol = "TLS", target_group = "web", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555" } }
  }

  expect_failures = [var.target_groups]
}
