locals {
  # An alarm is about the metric of a filter of this component, or about any other.
  alarms = {
    for name, alarm in var.alarms : name => merge(alarm, {
      namespace   = alarm.filter == "" ? alarm.namespace : module.label.id
      metric_name = alarm.filter == "" ? alarm.metric_name : replace(alarm.filter, "/", "-")
      actions     = concat([for topic in alarm.topics : aws_sns_topic.this[topic].arn], alarm.action_arns)
    })
  }

  by_threshold = { for name, alarm in local.alarms : name => alarm if alarm.anomaly_band == 0 }
  by_anomaly   = { for name, alarm in local.alarms : name => alarm if alarm.anomaly_band > 0 }
}

resource "aws_cloudwatch_metric_alarm" "threshold" {
  for_each = local.by_threshold

  alarm_name          = "${module.label.id}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric_name
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period              = each.value.period
  comparison_operator = each.value.comparison_operator
  threshold           = each.value.threshold
  evaluation_periods  = each.value.evaluation_periods
  datapoints_to_alarm = each.value.evaluation_periods
  treat_missing_data  = each.value.treat_missing_data
  alarm_actions       = each.value.actions
  ok_actions          = each.value.actions
}

resource "aws_cloudwatch_metric_alarm" "anomaly" {
  for_each = local.by_anomaly

  alarm_name          = "${module.label.id}-${each.key}"
  alarm_description   = each.value.description
  comparison_operator = "LessThanLowerOrGreaterThanUpperThreshold"
  threshold_metric_id = "band"
  evaluation_periods  = each.value.evaluation_periods
  datapoints_to_alarm = each.value.evaluation_periods
  treat_missing_data  = each.value.treat_missing_data
  alarm_actions       = each.value.actions
  ok_actions          = each.value.actions

  metric_query {
    id          = "band"
    expression  = "ANOMALY_DETECTION_BAND(metric, ${each.value.anomaly_band})"
    label       = "Expected"
    return_data = true
  }

  metric_query {
    id          = "metric"
    return_data = true

    metric {
      namespace   = each.value.namespace
      metric_name = each.value.metric_name
      dimensions  = each.value.dimensions
      stat        = each.value.statistic
      period      = each.value.period
    }
  }
}
