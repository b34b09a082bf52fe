output "identity_arn" {
  description = "ARN of the identity, known when mails may be signed for it."
  value       = aws_sesv2_email_identity.this.arn
}

output "domain" {
  description = "The domain that mails are sent from."
  value       = aws_sesv2_email_identity.this.email_identity
}

output "configuration_set_name" {
  description = "Name of the configuration set, which the identity uses without being asked."
  value       = aws_sesv2_configuration_set.this.configuration_set_name
}

output "topic_arn" {
  description = "ARN of the topic that is told of bounces and complaints."
  value       = local.notified
}

output "smtp_endpoint" {
  description = "Where mail servers and applications hand mails over, at port 587 by STARTTLS or 465 by TLS."
  value       = "email-smtp.${local.region}.amazonaws.com"
}

output "records" {
  description = "By what it is for: each record that the domain needs; made by this component where it has a zone."
  value       = local.records
}

output "send_policy" {
  description = "Policy document, as JSON, for a role that sends mails from the domain with this configuration set."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "SendMails"
      Effect   = "Allow"
      Action   = ["ses:SendBulkEmail", "ses:SendEmail", "ses:SendRawEmail"]
      Resource = [aws_sesv2_email_identity.this.arn, aws_sesv2_configuration_set.this.arn]
    }]
  })
}
