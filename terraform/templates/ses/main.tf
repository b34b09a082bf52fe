module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  mail_from = "${var.mail_from}.${var.domain}"
  notified  = var.topic_arn == "" ? aws_sns_topic.events[0].arn : var.topic_arn
}

# What is not sent by TLS is not sent, and who once bounced or complained is not mailed again.
resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = module.label.id

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  sending_options {
    sending_enabled = var.sending
  }

  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_email_identity" "this" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name

  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

# Bounces come back to a name below the domain, so that SPF proves the domain itself.
resource "aws_sesv2_email_identity_mail_from_attributes" "this" {
  email_identity         = aws_sesv2_email_identity.this.email_identity
  mail_from_domain       = local.mail_from
  behavior_on_mx_failure = "REJECT_MESSAGE"
}

resource "aws_sesv2_configuration_set_event_destination" "this" {
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  event_destination_name = "events"

  event_destination {
    enabled              = true
    matching_event_types = var.events

    sns_destination {
      topic_arn = local.notified
    }
  }

  depends_on = [aws_sns_topic_policy.events]
}

resource "aws_sns_topic" "events" {
  count = var.topic_arn == "" ? 1 : 0

  name              = "${module.label.id}-mail"
  kms_master_key_id = var.kms_key_arn == "" ? null : var.kms_key_arn
}

resource "aws_sns_topic_policy" "events" {
  count = var.topic_arn == "" ? 1 : 0

  arn = aws_sns_topic.events[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SesPublishesForThisConfigurationSet"
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.events[0].arn
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          "aws:SourceArn"     = aws_sesv2_configuration_set.this.arn
        }
      }
    }]
  })
}
