output "certificate_arn" {
  description = "ARN of the certificate; with a zone it is known once the certificate is issued."
  value       = one(concat(aws_acm_certificate_validation.this[*].certificate_arn, local.validated ? [] : [aws_acm_certificate.this.arn]))
}

output "domain" {
  description = "The domain that the certificate is for."
  value       = aws_acm_certificate.this.domain_name
}

output "validation_records" {
  description = "By domain: the record that proves it, which must stay for renewals."
  value = {
    for domain, proof in local.proofs : domain => {
      name  = proof.resource_record_name
      type  = proof.resource_record_type
      value = proof.resource_record_value
    }
  }
}
