module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  # AWS's own policies, which have these ids in every account
  # (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and its neighbours).
  cache_policies = {
    optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    disabled  = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    origin    = "83da9c7e-98b4-4e11-a168-04f0df8e2c65"
  }
  header_policies = {
    security      = "67f7725c-6f97-4210-82d7-5512b31e9d03"
    security-cors = "e61eb60c-9c35-4d20-a928-2b84e02af89c"
  }
  all_viewer_but_host = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

  methods = { read = ["GET", "HEAD"], preflight = ["GET", "HEAD", "OPTIONS"], all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] }

  buckets = { for name, origin in var.origins : name => origin if origin.type == "bucket" }
}

# A bucket is read with signed requests, so that it needs no reader but this distribution.
resource "aws_cloudfront_origin_access_control" "this" {
  for_each = local.buckets

  name                              = "${module.label.id}-${each.key}"
  description                       = "Reads ${each.value.domain}"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  comment             = module.label.id
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  aliases             = var.aliases
  price_class         = var.price_class
  default_root_object = var.default_root_object
  web_acl_id          = var.web_acl_arn == "" ? null : var.web_acl_arn

  dynamic "origin" {
    for_each = var.origins

    content {
      origin_id                = origin.key
      domain_name              = origin.value.domain
      origin_path              = origin.value.path
      origin_access_control_id = origin.value.type == "bucket" ? aws_cloudfront_origin_access_control.this[origin.key].id : null

      dynamic "custom_origin_config" {
        for_each = origin.value.type == "bucket" ? [] : [origin.value]

        content {
          http_port                = 80
          https_port               = 443
          origin_protocol_policy   = "https-only"
          origin_ssl_protocols     = ["TLSv1.2"]
          origin_read_timeout      = custom_origin_config.value.timeout
          origin_keepalive_timeout = 5
        }
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = var.default_behavior.origin
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = local.methods[var.default_behavior.methods]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.cache_policies[var.default_behavior.cache]
    origin_request_policy_id   = var.origins[var.default_behavior.origin].type == "bucket" ? null : local.all_viewer_but_host
    response_headers_policy_id = local.header_policies[var.default_behavior.headers]
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.behaviors

    content {
      path_pattern               = ordered_cache_behavior.value.path
      target_origin_id           = ordered_cache_behavior.value.origin
      viewer_protocol_policy     = "redirect-to-https"
      allowed_methods            = local.methods[ordered_cache_behavior.value.methods]
      cached_methods             = ["GET", "HEAD"]
      compress                   = true
      cache_policy_id            = local.cache_policies[ordered_cache_behavior.value.cache]
      origin_request_policy_id   = var.origins[ordered_cache_behavior.value.origin].type == "bucket" ? null : local.all_viewer_but_host
      response_headers_policy_id = local.header_policies[ordered_cache_behavior.value.headers]
    }
  }

  # A page that draws its own paths is answered where a bucket has nothing; it says 403 to who may not list it.
  dynamic "custom_error_response" {
    for_each = var.single_page ? [403, 404] : []

    content {
      error_code            = custom_error_response.value
      response_code         = 200
      response_page_path    = "/${var.default_root_object}"
      error_caching_min_ttl = 10
    }
  }

  dynamic "logging_config" {
    for_each = var.log_bucket == "" ? [] : [var.log_bucket]

    content {
      bucket          = logging_config.value
      prefix          = "${module.label.id}/"
      include_cookies = false
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = length(var.countries) == 0 ? "none" : "whitelist"
      locations        = var.countries
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.certificate_arn == "" ? true : null
    acm_certificate_arn            = var.certificate_arn == "" ? null : var.certificate_arn
    minimum_protocol_version       = var.certificate_arn == "" ? "TLSv1" : "TLSv1.2_2021"
    ssl_support_method             = var.certificate_arn == "" ? null : "sni-only"
  }
}

resource "aws_route53_record" "alias" {
  for_each = var.zone_id == "" ? {} : { for pair in setproduct(var.aliases, ["A", "AAAA"]) : "${pair[0]} ${pair[1]}" => { name = pair[0], type = pair[1] } }

  zone_id = var.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
