mock_provider "aws" {
  source = "../../mocks"
}

override_resource {
  target = aws_cloudfront_distribution.this
  values = {
    arn            = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC"
    domain_name    = "d111111abcdef8.cloudfront.net"
    hosted_zone_id = "Z2FDTNDATAQYW2"
  }
}

variables {
  leasehold        = { name = "site", id = "01JD6Z0000000000000000000A", tags = {} }
  origins          = { site = { domain = "site.s3.us-east-1.amazonaws.com" } }
  default_behavior = { origin = "site" }
}

run "reads_a_bucket_by_signed_requests_and_leads_to_https" {
  command = apply

  assert {
    condition     = aws_cloudfront_origin_access_control.this["site"].signing_behavior == "always" && one(aws_cloudfront_distribution.this.origin).origin_access_control_id == aws_cloudfront_origin_access_control.this["site"].id
    error_message = "A bucket must be read by signed requests alone."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https" && aws_cloudfront_distribution.this.default_cache_behavior[0].cache_policy_id == "658327ea-f89d-4fab-a63d-7e88639e58f6" && aws_cloudfront_distribution.this.default_cache_behavior[0].response_headers_policy_id == "67f7725c-6f97-4210-82d7-5512b31e9d03"
    error_message = "Answers must be by HTTPS, kept, and have security headers."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].cloudfront_default_certificate && length(aws_cloudfront_distribution.this.custom_error_response) == 0 && length(aws_route53_record.alias) == 0
    error_message = "Without an alias it must have CloudFront's certificate, and no record."
  }
}

run "serves_a_page_and_its_api_at_a_domain" {
  command = apply

  variables {
    origins = {
      site = { domain = "site.s3.us-east-1.amazonaws.com", path = "/v1" }
      api  = { domain = "front.us-east-1.elb.amazonaws.com", type = "server" }
    }
    behaviors       = [{ path = "/api/*", origin = "api", methods = "all", cache = "disabled" }]
    aliases         = ["shop.example.com", "www.shop.example.com"]
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    zone_id         = "Z0123456789"
    single_page     = true
    log_bucket      = "logs.s3.amazonaws.com"
    web_acl_arn     = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/front/01234567-89ab-cdef-0123-456789abcdef"
    countries       = ["DE", "FR"]
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021" && aws_cloudfront_distribution.this.viewer_certificate[0].ssl_support_method == "sni-only"
    error_message = "TLS must be 1.2 or later."
  }

  assert {
    condition     = keys(aws_cloudfront_origin_access_control.this) == ["site"] && one([for origin in aws_cloudfront_distribution.this.origin : origin if origin.origin_id == "api"]).custom_origin_config[0].origin_protocol_policy == "https-only"
    error_message = "A server must be asked over TLS."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.ordered_cache_behavior[0].cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" && aws_cloudfront_distribution.this.ordered_cache_behavior[0].origin_request_policy_id == "b689b0a8-53d0-40ab-baf2-68738e2966ac" && contains(aws_cloudfront_distribution.this.ordered_cache_behavior[0].allowed_methods, "POST")
    error_message = "An API must be asked each time, with all that it is told."
  }

  assert {
    condition     = toset([for one in aws_cloudfront_distribution.this.custom_error_response : "${one.error_code} ${one.response_code} ${one.response_page_path}"]) == toset(["403 200 /index.html", "404 200 /index.html"])
    error_message = "What is not found must be the page's."
  }

  assert {
    condition     = keys(aws_route53_record.alias) == ["shop.example.com A", "shop.example.com AAAA", "www.shop.example.com A", "www.shop.example.com AAAA"]
    error_message = "Each alias must have records of both versions."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.logging_config[0].bucket == "logs.s3.amazonaws.com" && aws_cloudfront_distribution.this.web_acl_id == var.web_acl_arn && aws_cloudfront_distribution.this.restrictions[0].geo_restriction[0].restriction_type == "whitelist"
    error_message = "It must write logs, ask the web ACL, and know its countries."
  }
}

run "refuses_an_alias_without_a_certificate_and_origins_that_are_not_there" {
  command = plan

  variables {
    aliases   = ["shop.example.com"]
    behaviors = [{ path = "/a", origin = "other" }]
  }

  expect_failures = [var.certificate_arn, var.behaviors]
}

run "refuses_a_default_that_is_not_there" {
  command = plan

  variables {
    default_behavior = { origin = "other" }
  }

  expect_failures = [var.default_behavior]
}

run "refuses_two_behaviors_of_one_path" {
  command = plan

  variables {
    behaviors = [{ path = "/a", origin = "site" }, { path = "/a", origin = "site" }]
  }

  expect_failures = [var.behaviors]
}
