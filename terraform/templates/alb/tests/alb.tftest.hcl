mock_provider "aws" {
  source = "../../mocks"
}

override_resource {
  target = aws_wafv2_web_acl.this
  values = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/mocked/01234567-89ab-cdef-0123-456789abcdef" }
}

override_resource {
  target = aws_wafv2_ip_set.allowed
  values = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/ipset/mocked/01234567-89ab-cdef-0123-456789abcdef" }
}

variables {
  leasehold          = { name = "front", id = "01JD6Z0000000000000000000A", tags = {} }
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  security_group_ids = ["sg-0123"]
  certificate_arn    = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  target_groups      = { web = { port = 8080 } }
}

run "takes_tls_alone_drops_invalid_headers_and_stands_behind_a_web_acl" {
  command = apply

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "strictest" && !aws_lb.this.enable_deletion_protection && !aws_lb.this.internal
    error_message = "Invalid headers must be dropped, and a lease must be able to end."
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "HTTP must lead to TLS 1.2 or later."
  }

  assert {
    condition     = one(aws_lb_listener.https.default_action).fixed_response[0].status_code == "404"
    error_message = "What no rule is for must not be found."
  }

  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn && length(aws_wafv2_web_acl.this.default_action[0].allow) == 1
    error_message = "The web ACL must be before the load balancer."
  }

  assert {
    condition     = { for rule in aws_wafv2_web_acl.this.rule : rule.priority => rule.name } == { 2 = "rate", 10 = "AWSManagedRulesAmazonIpReputationList", 11 = "AWSManagedRulesKnownBadInputsRuleSet", 12 = "AWSManagedRulesCommonRuleSet" }
    error_message = "AWS's rules must be asked in their order, after the limit."
  }

  assert {
    condition     = startswith(aws_cloudwatch_log_group.web_acl.name, "aws-waf-logs-idp-front-") && toset([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : field.single_header[0].name]) == toset(["authorization", "cookie"])
    error_message = "What is blocked must be logged, without what proves who someone is."
  }
}

run "sends_hosts_and_paths_where_rules_say" {
  command = apply

  variables {
    target_groups = {
      web  = { port = 8080, sticky_seconds = 600 }
      grpc = { port = 9090, protocol_version = "GRPC" }
    }
    default_target_group = "web"
    rules = {
      api = { priority = 10, hosts = ["api.example.com"], paths = ["/v1/*"], target_group = "grpc" }
      old = { priority = 20, hosts = ["old.example.com"], redirect_host = "shop.example.com" }
    }
  }

  assert {
    condition     = one(aws_lb_listener.https.default_action).type == "forward" && aws_lb_target_group.this["web"].stickiness[0].enabled && !aws_lb_target_group.this["grpc"].stickiness[0].enabled
    error_message = "What no rule is for must go to the default target group."
  }

  assert {
    condition     = aws_lb_target_group.this["grpc"].health_check[0].matcher == "0" && aws_lb_target_group.this["web"].health_check[0].matcher == "200-299"
    error_message = "What is well answers by its protocol."
  }

  assert {
    condition     = length(aws_lb_listener_rule.this["api"].condition) == 2 && one(aws_lb_listener_rule.this["api"].action).type == "forward"
    error_message = "A rule must ask for host and path."
  }

  assert {
    condition     = one(aws_lb_listener_rule.this["old"].action).redirect[0].host == "shop.example.com"
    error_message = "A rule may lead to another host."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : length(group.name) <= 32]) && aws_lb_target_group.this["web"].name != aws_lb_target_group.this["grpc"].name
    error_message = "Names of target groups must be short and their own."
  }
}

run "lets_those_who_are_allowed_through_and_no_one_else" {
  command = apply

  variables {
    allowed_cidrs       = ["203.0.113.0/24", "2001:db8::/32"]
    only_allowed        = true
    rate_limit          = 0
    managed_rule_groups = ["AWSManagedRulesCommonRuleSet"]
    counted_rule_groups = ["AWSManagedRulesCommonRuleSet"]
  }

  assert {
    condition     = one(aws_wafv2_ip_set.allowed["IPV4"].addresses) == "203.0.113.0/24" && one(aws_wafv2_ip_set.allowed["IPV6"].addresses) == "2001:db8::/32"
    error_message = "Addresses of each version must have a set."
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this.default_action[0].block) == 1 && [for rule in aws_wafv2_web_acl.this.rule : rule.name if rule.priority < 2] == ["allowed-ipv4", "allowed-ipv6"]
    error_message = "All others must be blocked."
  }

  assert {
    condition     = length(one([for rule in aws_wafv2_web_acl.this.rule : rule if rule.name == "AWSManagedRulesCommonRuleSet"]).override_action[0].count) == 1
    error_message = "A group that is tried must only count."
  }
}

run "writes_access_logs_and_is_protected_where_its_life_has_no_end" {
  command = apply

  variables {
    leasehold         = { name = "front", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
    access_log_bucket = "logs"
    internal          = true
    more_certificates = { other = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555556" }
  }

  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.access_logs[0].bucket == "logs" && aws_lb.this.enable_deletion_protection && aws_lb.this.internal
    error_message = "It must write its logs and be protected."
  }

  assert {
    condition     = keys(aws_lb_listener_certificate.this) == ["other"]
    error_message = "Each further certificate must be on the listener."
  }
}

run "refuses_rules_that_contradict_each_other_or_what_is_there" {
  command = plan

  variables {
    rules = {
      one = { priority = 1, paths = ["/*"], target_group = "web" }
      two = { priority = 1, hosts = ["a.example.com"], target_group = "web" }
    }
    default_target_group = "other"
    only_allowed         = true
    counted_rule_groups  = ["AWSManagedRulesSQLiRuleSet"]
  }

  expect_failures = [var.rules, var.default_target_group, var.only_allowed, var.counted_rule_groups]
}

run "refuses_a_rule_that_leads_nowhere" {
  command = plan

  variables {
    rules = { one = { priority = 1, paths = ["/*"] } }
  }

  expect_failures = [var.rules]
}

run "refuses_a_rule_for_everything" {
  command = plan

  variables {
    rules = { one = { priority = 1, target_group = "web" } }
  }

  expect_failures = [var.rules]
}

run "refuses_a_rule_to_a_target_group_that_is_not_there" {
  command = plan

  variables {
    rules = { one = { priority = 1, paths = ["/*"], target_group = "other" } }
  }

  expect_failures = [var.rules]
}
