mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "metrics", id = "01JD6Z0000000000000000000A", tags = {} }
  rule_groups = {
    orders = {
      records = { "orders:failed:rate5m" = "rate(orders_failed_total[5m])" }
      alerts  = { OrdersFail = { expr = "orders:failed:rate5m > 1", summary = "Orders fail", labels = { severity = "page" } } }
    }
  }
}

run "records_and_alerts_and_keeps_a_log" {
  command = apply

  assert {
    condition     = can(regex("^idp-metrics-[0-9a-f]{8}$", aws_prometheus_workspace.this.alias)) && endswith(aws_prometheus_workspace.this.logging_configuration[0].log_group_arn, ":*") && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "The workspace must write a log that ends."
  }

  assert {
    condition = yamldecode(aws_prometheus_rule_group_namespace.this["orders"].data).groups == [{
      name = "orders"
      rules = [
        { record = "orders:failed:rate5m", expr = "rate(orders_failed_total[5m])" },
        { alert = "OrdersFail", expr = "orders:failed:rate5m > 1", for = "5m", labels = { severity = "page" }, annotations = { summary = "Orders fail" } }
      ]
    }]
    error_message = "There must be a rule for each expression."
  }

  assert {
    condition     = length(aws_prometheus_alert_manager_definition.this) == 0
    error_message = "Without a topic there must be no alert manager."
  }

  assert {
    condition     = alltrue([for policy in [output.write_policy, output.query_policy] : jsondecode(policy).Statement[0].Resource == [aws_prometheus_workspace.this.arn]]) && jsondecode(output.write_policy).Statement[0].Action == ["aps:RemoteWrite"]
    error_message = "A policy must hold for this workspace, and writing must not be reading."
  }
}

run "notifies_a_topic" {
  command = apply

  variables {
    topic_arn = "arn:aws:sns:eu-west-1:123456789012:operations"
  }

  assert {
    condition     = yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this[0].definition).alertmanager_config).receivers[0].sns_configs[0] == { topic_arn = var.topic_arn, send_resolved = true, sigv4 = { region = "eu-west-1" } }
    error_message = "Alerts must go to the topic, in its region."
  }
}

run "refuses_a_group_of_nothing" {
  command = plan

  variables {
    rule_groups = { empty = {} }
  }

  expect_failures = [var.rule_groups]
}
