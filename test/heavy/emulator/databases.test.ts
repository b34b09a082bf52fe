import { type EmulatedAccount, startEmulatedAccount } from '../../support/emulated/emulated-account';
import { liveAndEnd } from '../../support/emulated/live-and-end';

const minutes = 60_000;
let account: EmulatedAccount;

beforeAll(async () => {
  account = await startEmulatedAccount();
});
afterAll(() => account.close());

const network = `
  resource "aws_vpc" "one" { cidr_block = "10.40.0.0/16" }
  resource "aws_subnet" "one" {
    count             = 2
    vpc_id            = aws_vpc.one.id
    cidr_block        = cidrsubnet(aws_vpc.one.cidr_block, 8, count.index)
    availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  }
  resource "aws_security_group" "one" { vpc_id = aws_vpc.one.id }
`;

const caches = (policy: string, replicas: number, tag: string) => `
  resource "aws_elasticache_subnet_group" "one" {
    name       = "one"
    subnet_ids = aws_subnet.one[*].id
  }
  resource "aws_elasticache_parameter_group" "one" {
    name   = "one"
    family = "valkey8"
    parameter {
      name  = "maxmemory-policy"
      value = "${policy}"
    }
  }
  resource "aws_elasticache_replication_group" "one" {
    replication_group_id       = "one"
    description                = "${tag}"
    engine                     = "valkey"
    engine_version             = "8.0"
    node_type                  = "cache.t4g.small"
    num_cache_clusters         = 2
    automatic_failover_enabled = true
    multi_az_enabled           = true
    transit_encryption_enabled = true
    at_rest_encryption_enabled = true
    parameter_group_name       = aws_elasticache_parameter_group.one.name
    subnet_group_name          = aws_elasticache_subnet_group.one.name
    security_group_ids         = [aws_security_group.one.id]
    snapshot_retention_limit   = ${replicas}
    tags                       = { tier = "${tag}" }
  }
  resource "aws_elasticache_cluster" "one" {
    cluster_id           = "plain"
    engine               = "memcached"
    node_type            = "cache.t4g.micro"
    num_cache_nodes      = ${replicas}
    parameter_group_name = "default.memcached1.6"
    subnet_group_name    = aws_elasticache_subnet_group.one.name
  }
`;

const databases = (parameter: string) => `
  resource "aws_db_subnet_group" "one" {
    name       = "one"
    subnet_ids = aws_subnet.one[*].id
  }
  resource "aws_db_parameter_group" "one" {
    name   = "one"
    family = "postgres16"
    ${parameter}
  }
  resource "aws_rds_cluster_parameter_group" "one" {
    name   = "one"
    family = "aurora-postgresql16"
    ${parameter}
  }
  resource "aws_rds_cluster" "one" {
    cluster_identifier              = "one"
    engine                          = "aurora-postgresql"
    engine_version                  = "16.4"
    master_username                 = "owner"
    manage_master_user_password     = true
    db_subnet_group_name            = aws_db_subnet_group.one.name
    db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.one.name
    vpc_security_group_ids          = [aws_security_group.one.id]
    storage_encrypted               = true
    skip_final_snapshot             = true
    serverlessv2_scaling_configuration {
      min_capacity = 0.5
      max_capacity = 2
    }
  }
`;

const parameter = (name: string, value: string) => `
    parameter {
      name  = "${name}"
      value = "${value}"
    }
`;

const delivery = (comment: string) => `
  resource "aws_s3_bucket" "site" { bucket = "one-site" }
  resource "aws_cloudfront_origin_access_control" "one" {
    name                              = "one"
    origin_access_control_origin_type = "s3"
    signing_behavior                  = "always"
    signing_protocol                  = "sigv4"
  }
  resource "aws_cloudfront_distribution" "one" {
    enabled             = true
    comment             = "${comment}"
    default_root_object = "index.html"
    origin {
      domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
      origin_id                = "site"
      origin_access_control_id = aws_cloudfront_origin_access_control.one.id
    }
    default_cache_behavior {
      target_origin_id       = "site"
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      viewer_protocol_policy = "redirect-to-https"
      cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    }
    restrictions {
      geo_restriction { restriction_type = "none" }
    }
    viewer_certificate { cloudfront_default_certificate = true }
  }
`;

it(
  'caches, databases and a distribution are made, planned without a change, changed and destroyed',
  async () => {
    const slow = parameter('log_min_duration_statement', '500');
    const lived = await liveAndEnd(account, {
      main: [network, caches('allkeys-lru', 1, 'first'), databases(slow), delivery('first')].join(''),
      changed: [
        network,
        caches('volatile-lru', 2, 'second'),
        databases(parameter('log_statement', 'ddl')),
        delivery('second'),
      ].join(''),
    });

    expect(lived).toMatchObject({ afterApply: [], afterChange: [], left: [] });
    expect(lived.changes.join('\n')).toMatch(/update aws_cloudfront_distribution\.one: comment/);
    expect(lived.changes.join('\n')).toMatch(/update aws_db_parameter_group\.one: parameter/);
    expect(lived.changes.join('\n')).toMatch(/update aws_elasticache_replication_group\.one: .*description/);
    expect(await account.kept()).toEqual({});
  },
  10 * minutes,
);
