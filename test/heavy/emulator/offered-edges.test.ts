import { liveAndEnd } from '../../support/emulated/live-and-end';
import { type OfferingAccount, startOfferingAccount } from '../../support/emulated/offering-account';

const minutes = 60_000;
const services = [
  'acm',
  'aps',
  'cloudfront',
  'cloudtrail',
  'elasticache',
  'guardduty',
  'logs',
  'route53',
  's3',
  'scheduler',
  'servicediscovery',
  'sqs',
];

let account: OfferingAccount;

beforeAll(async () => {
  account = await startOfferingAccount(services);
});
afterAll(() => account.close());

const surroundings = (boundary: string) => `
  data "aws_availability_zones" "here" {}
  resource "aws_vpc" "one" { cidr_block = "10.42.0.0/16" }
  resource "aws_subnet" "one" {
    count             = 2
    vpc_id            = aws_vpc.one.id
    cidr_block        = cidrsubnet(aws_vpc.one.cidr_block, 8, count.index)
    availability_zone = data.aws_availability_zones.here.names[count.index]
  }
  resource "aws_s3_bucket" "one" {
    bucket        = "idp-one-files"
    force_destroy = true
  }
  resource "aws_sqs_queue" "one" { name = "idp-one" }
  resource "aws_iam_role" "one" {
    name                 = "idp-one-scheduler"
    permissions_boundary = "${boundary}"
    assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "scheduler.amazonaws.com" } }] })
  }
`;

const names = (title: string) => `
  resource "aws_route53_zone" "one" {
    name    = "example.com"
    comment = "${title}"
  }
  resource "aws_acm_certificate" "one" {
    domain_name       = "www.example.com"
    validation_method = "DNS"
    tags              = { title = "${title}" }
  }
  resource "aws_route53_record" "proof" {
    zone_id         = aws_route53_zone.one.id
    allow_overwrite = true
    name            = one(aws_acm_certificate.one.domain_validation_options).resource_record_name
    type            = one(aws_acm_certificate.one.domain_validation_options).resource_record_type
    records         = [one(aws_acm_certificate.one.domain_validation_options).resource_record_value]
    ttl             = 60
  }
  resource "aws_acm_certificate_validation" "one" {
    certificate_arn         = aws_acm_certificate.one.arn
    validation_record_fqdns = [aws_route53_record.proof.fqdn]
  }
  resource "aws_cloudfront_origin_access_control" "one" {
    name                              = "idp-one"
    description                       = "${title}"
    origin_access_control_origin_type = "s3"
    signing_behavior                  = "always"
    signing_protocol                  = "sigv4"
  }
  resource "aws_cloudfront_distribution" "one" {
    enabled = true
    comment = "${title}"
    aliases = ["www.example.com"]
    origin {
      domain_name              = aws_s3_bucket.one.bucket_regional_domain_name
      origin_id                = "files"
      origin_access_control_id = aws_cloudfront_origin_access_control.one.id
    }
    default_cache_behavior {
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      target_origin_id       = "files"
      viewer_protocol_policy = "redirect-to-https"
      cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    }
    restrictions {
      geo_restriction { restriction_type = "none" }
    }
    viewer_certificate {
      acm_certificate_arn      = aws_acm_certificate_validation.one.certificate_arn
      ssl_support_method       = "sni-only"
      minimum_protocol_version = "TLSv1.2_2021"
    }
  }
`;

const watching = (often: string, alias: string) => `
  resource "aws_guardduty_detector" "one" {
    enable                       = true
    finding_publishing_frequency = "${often}"
  }
  resource "aws_prometheus_workspace" "one" {
    alias = "${alias}"
    tags  = { alias = "${alias}" }
  }
  resource "aws_prometheus_rule_group_namespace" "one" {
    name         = "idp-one"
    workspace_id = aws_prometheus_workspace.one.id
    data         = "groups: []"
  }
  resource "aws_cloudtrail" "one" {
    name           = "idp-one"
    s3_bucket_name = aws_s3_bucket.one.id
    enable_logging = false
    tags           = { alias = "${alias}" }
  }
  resource "aws_cloudwatch_log_group" "one" {
    name              = "/idp/one/${alias}"
    retention_in_days = 7
  }
`;

const finding = (hour: number, text: string) => `
  resource "aws_service_discovery_private_dns_namespace" "one" {
    name        = "in.example.com"
    vpc         = aws_vpc.one.id
    description = "${text}"
  }
  resource "aws_service_discovery_service" "one" {
    name        = "orders"
    description = "${text}"
    dns_config {
      namespace_id = aws_service_discovery_private_dns_namespace.one.id
      dns_records {
        ttl  = 10
        type = "A"
      }
    }
  }
  resource "aws_scheduler_schedule_group" "one" { name = "idp-one" }
  resource "aws_scheduler_schedule" "one" {
    name                = "idp-one"
    group_name          = aws_scheduler_schedule_group.one.name
    schedule_expression = "cron(0 ${hour} * * ? *)"
    flexible_time_window { mode = "OFF" }
    target {
      arn      = aws_sqs_queue.one.arn
      role_arn = aws_iam_role.one.arn
    }
  }
  resource "aws_elasticache_subnet_group" "one" {
    name        = "idp-one"
    description = "${text}"
    subnet_ids  = aws_subnet.one[*].id
  }
  resource "aws_elasticache_replication_group" "one" {
    replication_group_id       = "idp-one"
    description                = "${text}"
    engine                     = "valkey"
    engine_version             = "8.0"
    node_type                  = "cache.t4g.micro"
    num_cache_clusters         = 2
    automatic_failover_enabled = true
    subnet_group_name          = aws_elasticache_subnet_group.one.name
  }
`;

it(
  'names, certificates, distributions, watchers, schedules and caches live under the role whose target offers their services alone',
  async () => {
    const around = surroundings(account.permissionsBoundary);
    const main = [around, names('first'), watching('ONE_HOUR', 'first'), finding(4, 'first')].join('');
    const changed = [around, names('second'), watching('SIX_HOURS', 'second'), finding(5, 'second')].join('');

    const lived = await liveAndEnd(account, { main, changed }).catch((error: unknown) => error);

    expect(account.refused()).toEqual([]);
    expect(lived).toMatchObject({ afterApply: [], afterChange: [], left: [] });
    expect(account.called()).toEqual(expect.arrayContaining(services));
  },
  8 * minutes,
);
