locals {
  # A session has the role that issued it; a user and the root have none, and are no named reader.
  issuer = "$.userIdentity.sessionContext.sessionIssuer.arn"
  stranger = length(var.reader_arns) == 0 ? "" : format(
    " && ((%s NOT EXISTS) || (%s))",
    local.issuer,
    join(" && ", [for arn in var.reader_arns : "(${local.issuer} != \"${arn}\")"])
  )

  patterns = merge(
    { for prefix in var.secret_prefixes : "secrets-${replace(prefix, "/[^a-z0-9]+/", "-")}" => "($.eventName = \"GetSecretValue\") && ($.requestParameters.secretId = \"*${prefix}*\")" },
    { for arn in var.state_bucket_arns : "states-${replace(split(":::", arn)[1], "/[^a-z0-9]+/", "-")}" => "($.eventName = \"GetObject\") && ($.requestParameters.bucketName = \"${split(":::", arn)[1]}\")" }
  )
}

resource "aws_cloudwatch_log_metric_filter" "reader" {
  for_each = local.patterns

  name           = each.key
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = "{ ${each.value}${local.stranger} }"

  metric_transformation {
    name          = each.key
    namespace     = module.label.id
    value         = "1"
    unit          = "Count"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "reader" {
  for_each = aws_cloudwatch_log_metric_filter.reader

  alarm_name          = "${module.label.id}-${each.key}"
  alarm_description   = "Read by an identity that is not among reader_arns"
  namespace           = each.value.metric_transformation[0].namespace
  metric_name         = each.value.metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
}
