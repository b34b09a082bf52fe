module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  kms_key_arn = var.kms_key_arn == "" ? null : var.kms_key_arn
}

# Of what was evaluated and failed: rules, and alerts that could not be sent.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/vendedlogs/prometheus/${module.label.id}"
  retention_in_days = var.log_retention_days
  kms_key_id        = local.kms_key_arn
}

resource "aws_prometheus_workspace" "this" {
  alias       = module.label.id
  kms_key_arn = local.kms_key_arn

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.this.arn}:*"
  }
}

resource "aws_prometheus_rule_group_namespace" "this" {
  for_each = var.rule_groups

  name         = each.key
  workspace_id = aws_prometheus_workspace.this.id
  data         = yamlencode({ groups = [{ name = each.key, rules = local.rules[each.key] }] })
}

# The workspace publishes in its own name: the policy of the topic must admit aps.amazonaws.com.
resource "aws_prometheus_alert_manager_definition" "this" {
  count = var.topic_arn == "" ? 0 : 1

  workspace_id = aws_prometheus_workspace.this.id
  definition = yamlencode({
    alertmanager_config = yamlencode({
      route = { receiver = "topic", group_by = ["alertname"], repeat_interval = var.repeat_interval }
      receivers = [{
        name        = "topic"
        sns_configs = [{ topic_arn = var.topic_arn, send_resolved = true, sigv4 = { region = split(":", var.topic_arn)[3] } }]
      }]
    })
  })
}

locals {
  # Prometheus refuses a rule that has both names, and an empty duration.
  rules = {
    for name, group in var.rule_groups : name => concat(
      [for record, expr in group.records : { record = record, expr = expr }],
      [
        for alert, rule in group.alerts : {
          alert       = alert
          expr        = rule.expr
          "for"       = rule.for
          labels      = rule.labels
          annotations = { summary = rule.summary }
        }
      ]
    )
  }

  write_policy = {
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteMetrics"
      Effect   = "Allow"
      Action   = ["aps:RemoteWrite"]
      Resource = [aws_prometheus_workspace.this.arn]
    }]
  }

  query_policy = {
    Version = "2012-10-17"
    Statement = [{
      Sid      = "QueryMetrics"
      Effect   = "Allow"
      Action   = ["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"]
      Resource = [aws_prometheus_workspace.this.arn]
    }]
  }
}
