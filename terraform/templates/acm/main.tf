module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  validated = var.zone_id != ""

  alternatives = distinct(concat(var.wildcard ? ["*.${var.domain}"] : [], var.alternatives))

  # A wildcard is proven by the record of the domain below it, so that both have one record.
  proven = toset([for name in concat([var.domain], local.alternatives) : trimprefix(name, "*.")])

  proofs = {
    for name in local.proven : name => [
      for option in aws_acm_certificate.this.domain_validation_options : option if trimprefix(option.domain_name, "*.") == name
    ][0]
  }
}

# What uses the certificate keeps the old one until the new one is there.
resource "aws_acm_certificate" "this" {
  domain_name               = var.domain
  subject_alternative_names = local.alternatives
  validation_method         = "DNS"
  key_algorithm             = var.key_algorithm

  tags = { Name = module.label.id }

  lifecycle {
    create_before_destroy = true
  }
}

# ACM renews a certificate for as long as its records are there. A second certificate of the same domain has the same records.
resource "aws_route53_record" "proof" {
  for_each = local.validated ? local.proven : toset([])

  zone_id         = var.zone_id
  name            = local.proofs[each.key].resource_record_name
  type            = local.proofs[each.key].resource_record_type
  records         = [local.proofs[each.key].resource_record_value]
  ttl             = var.record_ttl
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = local.validated ? 1 : 0

  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.proof : record.fqdn]
}
