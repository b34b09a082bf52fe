module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  kms_key_arn = var.kms_key_arn == "" ? aws_kms_key.this[0].arn : var.kms_key_arn

  filters = {
    for one in flatten([for group, log in var.log_groups : [for name, filter in log.filters : merge(filter, { group = group, name = name })]]) :
    "${one.group}/${one.name}" => one
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.log_groups

  name              = "/monitoring/${module.label.id}/${each.key}"
  retention_in_days = each.value.retention_in_days
  kms_key_id        = local.kms_key_arn
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.filters

  name           = each.value.name
  log_group_name = aws_cloudwatch_log_group.this[each.value.group].name
  pattern        = each.value.pattern

  # Without a default there is no value while nothing matches, and its alarm has no data.
  metric_transformation {
    name          = "${each.value.group}-${each.value.name}"
    namespace     = module.label.id
    value         = each.value.value
    unit          = each.value.unit
    default_value = "0"
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  for_each = var.dashboards

  dashboard_name = "${module.label.id}-${each.key}"
  dashboard_body = each.value.body != "" ? each.value.body : jsonencode({
    widgets = [
      for at, widget in each.value.widgets : {
        type   = "metric"
        x      = (at % 2) * 12
        y      = floor(at / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = widget.title
          metrics = widget.metrics
          stat    = widget.statistic
          period  = widget.period
          region  = local.region
        }
      }
    ]
  })
}
