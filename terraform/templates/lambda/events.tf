locals {
  failure_service = var.on_failure_arn == "" ? "sqs" : split(":", var.on_failure_arn)[2]

  on_failure_arn = var.on_failure_arn == "" ? one(aws_sqs_queue.failures[*].arn) : var.on_failure_arn
  is_stream      = { for name, source in var.event_sources : name => split(":", source.arn)[2] != "sqs" }
}

# What is called without waiting is tried again by Lambda, and then kept with its error rather than lost.
resource "aws_sqs_queue" "failures" {
  count = var.on_failure_arn == "" ? 1 : 0

  name                      = "${module.label.id}-failures"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 14 * 24 * 60 * 60
}

resource "aws_sqs_queue_policy" "failures" {
  count = length(aws_sqs_queue.failures)

  queue_url = aws_sqs_queue.failures[count.index].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyOverTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.failures[count.index].arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = aws_lambda_function.this.function_name
  qualifier                    = aws_lambda_alias.this.name
  maximum_retry_attempts       = var.retry_attempts
  maximum_event_age_in_seconds = var.event_age

  destination_config {
    on_failure {
      destination = local.on_failure_arn
    }
  }
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.event_sources

  event_source_arn                   = each.value.arn
  function_name                      = aws_lambda_alias.this.arn
  enabled                            = each.value.enabled
  batch_size                         = each.value.batch_size
  maximum_batching_window_in_seconds = each.value.batching_window

  # What of a batch has failed is read again, and the others are not.
  function_response_types = ["ReportBatchItemFailures"]

  starting_position              = local.is_stream[each.key] ? each.value.starting_position : null
  bisect_batch_on_function_error = local.is_stream[each.key] ? true : null
  maximum_retry_attempts         = local.is_stream[each.key] ? each.value.retry_attempts : null

  dynamic "destination_config" {
    for_each = local.is_stream[each.key] && contains(["sqs", "sns"], local.failure_service) ? [local.on_failure_arn] : []

    content {
      on_failure {
        destination_arn = destination_config.value
      }
    }
  }

  dynamic "filter_criteria" {
    for_each = length(each.value.filters) == 0 ? [] : [each.value.filters]

    content {
      dynamic "filter" {
        for_each = filter_criteria.value

        content {
          pattern = filter.value
        }
      }
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = var.rules

  name                = "${module.label.id}-${each.key}"
  description         = "Calls ${module.label.id}"
  schedule_expression = each.value.schedule == "" ? null : each.value.schedule
  event_pattern       = each.value.pattern == "" ? null : each.value.pattern
  state               = each.value.enabled ? "ENABLED" : "DISABLED"
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = var.rules

  rule      = aws_cloudwatch_event_rule.this[each.key].name
  target_id = "function"
  arn       = aws_lambda_alias.this.arn
  input     = each.value.input == "" ? null : each.value.input
}

resource "aws_lambda_permission" "rules" {
  for_each = var.rules

  statement_id  = "rule-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = aws_lambda_alias.this.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.this[each.key].arn
}

resource "aws_lambda_permission" "callers" {
  for_each = var.callers

  statement_id   = "caller-${each.key}"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this.function_name
  qualifier      = aws_lambda_alias.this.name
  principal      = each.value.principal
  source_arn     = each.value.source_arn == "" ? null : each.value.source_arn
  source_account = each.value.source_account == "" ? null : each.value.source_account
}
