mock_provider "aws" {
  source = "../../mocks"
}

override_resource {
  target = aws_sesv2_email_identity.this
  values = {
    arn                     = "arn:aws:ses:us-east-1:123456789012:identity/shop.example.com"
    dkim_signing_attributes = { tokens = ["aaa", "bbb", "ccc"] }
  }
}

override_resource {
  target = aws_sesv2_configuration_set.this
  values = { arn = "arn:aws:ses:us-east-1:123456789012:configuration-set/idp-mail" }
}

override_resource {
  target = aws_sns_topic.events
  values = { arn = "arn:aws:sns:us-east-1:123456789012:idp-mail" }
}

variables {
  leasehold = { name = "mail", id = "01JD6Z0000000000000000000A", tags = {} }
  domain    = "shop.example.com"
  zone_id   = "Z0123456789"
}

run "proves_the_domain_sends_by_tls_and_tells_of_bounces" {
  command = apply

  variables {
    dmarc_reports = "dmarc@example.com"
  }

  assert {
    condition     = aws_sesv2_configuration_set.this.delivery_options[0].tls_policy == "REQUIRE" && aws_sesv2_configuration_set.this.reputation_options[0].reputation_metrics_enabled && toset(aws_sesv2_configuration_set.this.suppression_options[0].suppressed_reasons) == toset(["BOUNCE", "COMPLAINT"])
    error_message = "Mails must be sent by TLS alone, and to no one who bounced or complained."
  }

  assert {
    condition = { for kind, record in aws_route53_record.this : kind => "${record.name} ${record.type} ${one(record.records)}" } == {
      dkim-1        = "aaa._domainkey.shop.example.com CNAME aaa.dkim.amazonses.com"
      dkim-2        = "bbb._domainkey.shop.example.com CNAME bbb.dkim.amazonses.com"
      dkim-3        = "ccc._domainkey.shop.example.com CNAME ccc.dkim.amazonses.com"
      mail-from-mx  = "bounce.shop.example.com MX 10 feedback-smtp.us-east-1.amazonses.com"
      mail-from-spf = "bounce.shop.example.com TXT v=spf1 include:amazonses.com -all"
      dmarc         = "_dmarc.shop.example.com TXT v=DMARC1; p=reject; adkim=s; aspf=r; rua=mailto:dmarc@example.com"
    }
    error_message = "DKIM, SPF and DMARC must be in the zone."
  }

  assert {
    condition     = aws_sesv2_email_identity_mail_from_attributes.this.mail_from_domain == "bounce.shop.example.com" && aws_sesv2_email_identity.this.configuration_set_name == aws_sesv2_configuration_set.this.configuration_set_name
    error_message = "Bounces must come back below the domain, and every mail must go by the configuration set."
  }

  assert {
    condition     = toset(aws_sesv2_configuration_set_event_destination.this.event_destination[0].matching_event_types) == toset(["BOUNCE", "COMPLAINT", "REJECT"]) && aws_sesv2_configuration_set_event_destination.this.event_destination[0].sns_destination[0].topic_arn == output.topic_arn
    error_message = "The topic must be told."
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.events[0].policy).Statement[0].Condition.StringEquals == { "aws:SourceAccount" = "123456789012", "aws:SourceArn" = aws_sesv2_configuration_set.this.arn } && jsondecode(aws_sns_topic_policy.events[0].policy).Statement[0].Resource == output.topic_arn
    error_message = "SES alone may publish, for this configuration set."
  }

  assert {
    condition     = jsondecode(output.send_policy).Statement[0].Resource == [aws_sesv2_email_identity.this.arn, aws_sesv2_configuration_set.this.arn]
    error_message = "Who sends may send from this domain alone."
  }
}

run "says_its_records_where_they_are_made_elsewhere_and_uses_a_topic_that_is_there" {
  command = apply

  variables {
    zone_id       = ""
    topic_arn     = "arn:aws:sns:us-east-1:123456789012:alerts"
    spf_of_domain = true
    dmarc_policy  = "quarantine"
  }

  assert {
    condition     = length(aws_route53_record.this) == 0 && length(aws_sns_topic.events) == 0 && length(aws_sns_topic_policy.events) == 0
    error_message = "Nothing must be made that is there already."
  }

  assert {
    condition     = output.records["spf"].value == "v=spf1 include:amazonses.com -all" && output.records["dmarc"].value == "v=DMARC1; p=quarantine; adkim=s; aspf=r" && length(output.records) == 7
    error_message = "The records must be said."
  }

  assert {
    condition     = output.topic_arn == var.topic_arn
    error_message = "The topic that is there must be told."
  }
}

run "refuses_a_key_for_a_topic_of_another" {
  command = plan

  variables {
    topic_arn   = "arn:aws:sns:us-east-1:123456789012:alerts"
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }

  expect_failures = [var.kms_key_arn]
}
