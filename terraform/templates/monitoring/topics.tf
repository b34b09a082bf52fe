locals {
  subscriptions = {
    for one in flatten([for topic, value in var.topics : [for name, subscription in value.subscriptions : merge(subscription, { topic = topic, name = name })]]) :
    "${one.topic}/${one.name}" => one
  }

  publishers = distinct([for service in flatten([for topic in var.topics : topic.services]) : "${service}.amazonaws.com"])
}

resource "aws_sns_topic" "this" {
  for_each = var.topics

  name              = "${module.label.id}-${each.key}"
  kms_master_key_id = local.kms_key_arn
}

resource "aws_sns_topic_policy" "this" {
  for_each = var.topics

  arn = aws_sns_topic.this[each.key].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ServicesPublishForThisAccount"
        Effect    = "Allow"
        Action    = "sns:Publish"
        Principal = { Service = distinct(concat(["cloudwatch.amazonaws.com"], [for service in each.value.services : "${service}.amazonaws.com"])) }
        Resource  = aws_sns_topic.this[each.key].arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      {
        Sid       = "NothingInPlainText"
        Effect    = "Deny"
        Action    = "sns:Publish"
        Principal = "*"
        Resource  = aws_sns_topic.this[each.key].arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
    ]
  })
}

resource "aws_sns_topic_subscription" "this" {
  for_each = local.subscriptions

  topic_arn = aws_sns_topic.this[each.value.topic].arn
  protocol  = each.value.protocol
  endpoint  = each.value.endpoint
}
