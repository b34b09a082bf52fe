locals {
  allowed = { for version in ["IPV4", "IPV6"] : version => [for cidr in var.allowed_cidrs : cidr if strcontains(cidr, ":") == (version == "IPV6")] }

  # Rules are asked in order: who is allowed is asked nothing more.
  first_managed = 10
}

resource "aws_wafv2_ip_set" "allowed" {
  for_each = { for version, cidrs in local.allowed : version => cidrs if length(cidrs) > 0 }

  name               = "${module.label.id}-${lower(each.key)}"
  description        = "Allowed whatever they send"
  scope              = "REGIONAL"
  ip_address_version = each.key
  addresses          = each.value
}

resource "aws_wafv2_web_acl" "this" {
  name        = module.label.id
  description = "Before the load balancer ${module.label.short}"
  scope       = "REGIONAL"

  default_action {
    dynamic "allow" {
      for_each = var.only_allowed ? [] : [true]
      content {}
    }

    dynamic "block" {
      for_each = var.only_allowed ? [true] : []
      content {}
    }
  }

  dynamic "rule" {
    for_each = aws_wafv2_ip_set.allowed

    content {
      name     = "allowed-${lower(rule.key)}"
      priority = rule.key == "IPV4" ? 0 : 1

      action {
        allow {}
      }

      statement {
        ip_set_reference_statement {
          arn = rule.value.arn
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "allowed-${lower(rule.key)}"
        sampled_requests_enabled   = true
      }
    }
  }

  dynamic "rule" {
    for_each = var.rate_limit == 0 ? [] : [var.rate_limit]

    content {
      name     = "rate"
      priority = 2

      action {
        block {}
      }

      statement {
        rate_based_statement {
          limit              = rule.value
          aggregate_key_type = "IP"
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "rate"
        sampled_requests_enabled   = true
      }
    }
  }

  dynamic "rule" {
    for_each = var.managed_rule_groups

    content {
      name     = rule.value
      priority = local.first_managed + rule.key

      override_action {
        dynamic "none" {
          for_each = contains(var.counted_rule_groups, rule.value) ? [] : [true]
          content {}
        }

        dynamic "count" {
          for_each = contains(var.counted_rule_groups, rule.value) ? [true] : []
          content {}
        }
      }

      statement {
        managed_rule_group_statement {
          name        = rule.value
          vendor_name = "AWS"
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.value
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = module.label.id
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}

# AWS WAF takes no other beginning of the name.
resource "aws_cloudwatch_log_group" "web_acl" {
  name              = "aws-waf-logs-${module.label.id}"
  retention_in_days = var.log_retention_days
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.web_acl.arn]

  # Whoever reads logs must not be able to act as whoever was signed in.
  dynamic "redacted_fields" {
    for_each = ["authorization", "cookie"]

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }
}
