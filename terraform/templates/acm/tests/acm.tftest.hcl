mock_provider "aws" {
  source = "../../mocks"

  override_resource {
    target = aws_acm_certificate.this
    values = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
      domain_validation_options = [
        { domain_name = "shop.example.com", resource_record_name = "_a.shop.example.com.", resource_record_type = "CNAME", resource_record_value = "_x.acm-validations.aws." },
        { domain_name = "*.shop.example.com", resource_record_name = "_a.shop.example.com.", resource_record_type = "CNAME", resource_record_value = "_x.acm-validations.aws." },
        { domain_name = "api.example.com", resource_record_name = "_b.api.example.com.", resource_record_type = "CNAME", resource_record_value = "_y.acm-validations.aws." },
      ]
    }
  }
}

variables {
  leasehold = { name = "cert", id = "01JD6Z0000000000000000000A", tags = {} }
  domain    = "shop.example.com"
  zone_id   = "Z0123456789"
}

run "proves_a_domain_and_its_wildcard_by_one_record_and_each_other_name_by_its_own" {
  command = apply

  variables {
    wildcard     = true
    alternatives = ["api.example.com", "*.shop.example.com"]
  }

  assert {
    condition     = aws_acm_certificate.this.validation_method == "DNS" && aws_acm_certificate.this.subject_alternative_names == toset(["*.shop.example.com", "api.example.com"])
    error_message = "The certificate must be for all names, proven by DNS."
  }

  assert {
    condition     = { for domain, record in aws_route53_record.proof : domain => one(record.records) } == { "shop.example.com" = "_x.acm-validations.aws.", "api.example.com" = "_y.acm-validations.aws." }
    error_message = "There must be one record for each domain below a wildcard."
  }

  assert {
    condition     = output.certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn && length(aws_acm_certificate_validation.this[0].validation_record_fqdns) == 2 && output.validation_records["api.example.com"].name == "_b.api.example.com."
    error_message = "The ARN must be that of the validation, which waits for both records."
  }
}

run "makes_no_record_without_a_zone_and_waits_for_none" {
  command = apply

  variables {
    zone_id = ""
  }

  assert {
    condition     = length(aws_route53_record.proof) == 0 && length(aws_acm_certificate_validation.this) == 0
    error_message = "Nothing must be made in a zone that is not there."
  }

  assert {
    condition     = output.certificate_arn == aws_acm_certificate.this.arn && keys(output.validation_records) == ["shop.example.com"]
    error_message = "The certificate and what proves it must be said."
  }
}

run "has_the_key_that_is_asked_for" {
  command = apply

  variables {
    key_algorithm = "EC_prime256v1"
    record_ttl    = 60
  }

  assert {
    condition     = aws_acm_certificate.this.key_algorithm == "EC_prime256v1" && aws_route53_record.proof["shop.example.com"].ttl == 60
    error_message = "Key and time to live must be as asked."
  }
}
