mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "watch", id = "01JD6Z0000000000000000000A", tags = {} }
  topics = {
    operations = { services = ["events"], subscriptions = { team = { protocol = "email", endpoint = "ops@example.com" } } }
  }
  log_groups = { orders = { filters = { errors = { pattern = "ERROR" } } } }
  alarms = {
    errors  = { description = "Orders fail", filter = "orders/errors", statistic = "Sum", threshold = 5, topics = ["operations"] }
    slow    = { description = "Slow", namespace = "AWS/ApplicationELB", metric_name = "TargetResponseTime", statistic = "p99", threshold = 2, action_arns = ["arn:aws:sns:us-east-1:123456789012:other"] }
    unusual = { description = "Slower than usual", namespace = "AWS/ApplicationELB", metric_name = "TargetResponseTime", anomaly_band = 3, topics = ["operations"] }
  }
  dashboards = {
    orders = { widgets = [{ title = "One", metrics = [["A", "B"]] }, { title = "Two", metrics = [["A", "C"]] }, { title = "Three", metrics = [["A", "D"]] }] }
    given  = { body = "{\"widgets\":[]}" }
  }
}

run "encrypts_topics_and_logs_by_a_key_that_services_may_use_for_this_account" {
  command = apply

  assert {
    condition     = aws_sns_topic.this["operations"].kms_master_key_id == aws_kms_key.this[0].arn && aws_cloudwatch_log_group.this["orders"].kms_key_id == aws_kms_key.this[0].arn && aws_kms_key.this[0].enable_key_rotation
    error_message = "Topics and logs must be encrypted by the key of the component."
  }

  assert {
    condition     = alltrue([for one in jsondecode(aws_kms_key.this[0].policy).Statement : contains(keys(one), "Condition") if can(one.Principal.Service)])
    error_message = "A service must use the key for this account, and logs for these groups."
  }

  assert {
    condition     = toset(jsondecode(aws_sns_topic_policy.this["operations"].policy).Statement[0].Principal.Service) == toset(["cloudwatch.amazonaws.com", "events.amazonaws.com"])
    error_message = "CloudWatch and the named services must publish, and no other."
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.this["operations"].policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012" && jsondecode(aws_sns_topic_policy.this["operations"].policy).Statement[1].Effect == "Deny"
    error_message = "They must publish for this account, and over TLS."
  }
}

run "takes_another_key" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  assert {
    condition     = length(aws_kms_key.this) == 0 && aws_sns_topic.this["operations"].kms_master_key_id == var.kms_key_arn && output.kms_key_arn == var.kms_key_arn
    error_message = "The named key must be used, and none made."
  }
}

run "watches_what_is_said" {
  command = apply

  assert {
    condition     = aws_cloudwatch_metric_alarm.threshold["errors"].namespace == module.label.id && aws_cloudwatch_metric_alarm.threshold["errors"].metric_name == aws_cloudwatch_log_metric_filter.this["orders/errors"].metric_transformation[0].name
    error_message = "An alarm about a filter must be about its metric."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.threshold["slow"].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.threshold["slow"].statistic == null && aws_cloudwatch_metric_alarm.threshold["errors"].statistic == "Sum"
    error_message = "A percentile must be an extended statistic."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.anomaly["unusual"].threshold_metric_id == "band" && contains([for query in aws_cloudwatch_metric_alarm.anomaly["unusual"].metric_query : query.expression], "ANOMALY_DETECTION_BAND(metric, 3)")
    error_message = "An anomaly must be measured by a band."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.threshold["errors"].alarm_actions == toset([aws_sns_topic.this["operations"].arn]) && aws_cloudwatch_metric_alarm.threshold["slow"].ok_actions == toset(["arn:aws:sns:us-east-1:123456789012:other"])
    error_message = "An alarm must notify its topics and ARNs, also when it is over."
  }

  assert {
    condition     = [for one in jsondecode(aws_cloudwatch_dashboard.this["orders"].dashboard_body).widgets : "${one.x}/${one.y}"] == ["0/0", "12/0", "0/6"] && aws_cloudwatch_dashboard.this["given"].dashboard_body == "{\"widgets\":[]}"
    error_message = "Widgets must stand two in a row, and a body as it is."
  }
}

run "refuses_an_alarm_that_notifies_no_one" {
  command = plan

  variables {
    alarms = { errors = { description = "Orders fail", filter = "orders/errors" } }
  }

  expect_failures = [var.alarms]
}

run "refuses_an_alarm_about_a_filter_that_is_not_there" {
  command = plan

  variables {
    alarms = { errors = { description = "Orders fail", filter = "orders/warnings", topics = ["operations"] } }
  }

  expect_failures = [var.alarms]
}

run "refuses_an_alarm_about_two_things" {
  command = plan

  variables {
    alarms = { errors = { description = "Orders fail", filter = "orders/errors", namespace = "AWS/SQS", metric_name = "One", topics = ["operations"] } }
  }

  expect_failures = [var.alarms]
}

run "refuses_a_topic_that_is_not_there" {
  command = plan

  variables {
    alarms = { errors = { description = "Orders fail", filter = "orders/errors", topics = ["nobody"] } }
  }

  expect_failures = [var.alarms]
}

run "refuses_a_dashboard_of_nothing" {
  command = plan

  variables {
    dashboards = { empty = {} }
  }

  expect_failures = [var.dashboards]
}
