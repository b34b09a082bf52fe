import { type EmulatedAccount, startEmulatedAccount } from '../../support/emulated/emulated-account';
import { liveAndEnd } from '../../support/emulated/live-and-end';

const minutes = 60_000;
let account: EmulatedAccount;

beforeAll(async () => {
  account = await startEmulatedAccount();
});
afterAll(() => account.close());

const trust = (service: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}" } }] })`;

const domains = (title: string) => `
  resource "aws_acm_certificate" "one" {
    domain_name       = "*.example.com"
    key_algorithm     = "EC_prime256v1"
    validation_method = "DNS"
    lifecycle { create_before_destroy = true }
  }
  resource "aws_apigatewayv2_domain_name" "one" {
    domain_name = "two.example.com"
    domain_name_configuration {
      certificate_arn = aws_acm_certificate.one.arn
      endpoint_type   = "REGIONAL"
      security_policy = "TLS_1_2"
    }
  }
  resource "aws_api_gateway_rest_api" "one" { name = "one" }
  resource "aws_api_gateway_rest_api_policy" "one" {
    rest_api_id = aws_api_gateway_rest_api.one.id
    policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "${title}", Effect = "Allow", Action = "execute-api:Invoke", Principal = "*", Resource = "*" }] })
  }
  resource "aws_route53_zone" "inner" {
    name = "in.example.com"
    vpc { vpc_id = aws_vpc.one.id }
  }
`;

const functions = (format: string, concurrency: number) => `
  resource "aws_s3_object" "code" {
    bucket         = aws_s3_bucket.one["to"].id
    key            = "function.zip"
    content_base64 = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="
  }
  resource "aws_iam_role" "function" {
    name               = "one-function"
    assume_role_policy = ${trust('lambda.amazonaws.com')}
  }
  resource "aws_sns_topic" "failed" { name = "failed" }
  resource "aws_lambda_function" "one" {
    function_name = "one"
    role          = aws_iam_role.function.arn
    runtime       = "nodejs22.x"
    handler       = "index.handler"
    s3_bucket     = aws_s3_object.code.bucket
    s3_key        = aws_s3_object.code.key
    publish       = true
    dead_letter_config { target_arn = aws_sns_topic.failed.arn }
    logging_config { log_format = "${format}" }
  }
  resource "aws_lambda_alias" "one" {
    name             = "live"
    function_name    = aws_lambda_function.one.function_name
    function_version = "1"
  }
  resource "aws_lambda_provisioned_concurrency_config" "one" {
    function_name                     = aws_lambda_alias.one.function_name
    qualifier                         = aws_lambda_alias.one.name
    provisioned_concurrent_executions = ${concurrency}
  }
  resource "aws_sfn_state_machine" "one" {
    name       = "one"
    role_arn   = aws_iam_role.function.arn
    definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed", Comment = "${format}" } } })
  }
`;

const scaling = (percent: number) => `
  resource "aws_vpc" "one" { cidr_block = "10.30.0.0/16" }
  resource "aws_subnet" "one" {
    vpc_id     = aws_vpc.one.id
    cidr_block = "10.30.1.0/24"
  }
  resource "aws_launch_template" "one" {
    name          = "one"
    image_id      = "ami-12c6146b"
    instance_type = "t3.micro"
    tag_specifications {
      resource_type = "instance"
      tags          = { Name = "one" }
    }
  }
  resource "aws_autoscaling_group" "one" {
    name                = "one"
    min_size            = 0
    max_size            = 2
    vpc_zone_identifier = [aws_subnet.one.id]
    launch_template {
      id      = aws_launch_template.one.id
      version = aws_launch_template.one.latest_version
    }
  }
  resource "aws_autoscaling_policy" "one" {
    name                   = "one"
    autoscaling_group_name = aws_autoscaling_group.one.name
    policy_type            = "TargetTrackingScaling"
    target_tracking_configuration {
      target_value = ${percent}
      predefined_metric_specification { predefined_metric_type = "ASGAverageCPUUtilization" }
    }
  }
`;

const stores = (days: number, scope: string) => `
  resource "aws_iam_role" "copier" {
    name               = "one-copier"
    assume_role_policy = ${trust('backup.amazonaws.com')}
  }
  resource "aws_backup_vault" "one" {
    name          = "one"
    force_destroy = true
  }
  resource "aws_backup_plan" "one" {
    name = "one"
    rule {
      rule_name         = "daily"
      target_vault_name = aws_backup_vault.one.name
      schedule          = "cron(0 5 * * ? *)"
      lifecycle { delete_after = ${days} }
    }
  }
  resource "aws_backup_selection" "one" {
    name         = "tagged-${days}"
    plan_id      = aws_backup_plan.one.id
    iam_role_arn = aws_iam_role.copier.arn
    selection_tag {
      type  = "STRINGEQUALS"
      key   = "backup"
      value = "daily"
    }
  }
  resource "aws_s3_bucket" "one" {
    for_each      = toset(["from", "to"])
    bucket        = "one-\${each.key}"
    force_destroy = true
  }
  resource "aws_s3_bucket_versioning" "one" {
    for_each = aws_s3_bucket.one
    bucket   = each.value.id
    versioning_configuration { status = "Enabled" }
  }
  resource "aws_s3_bucket_replication_configuration" "one" {
    bucket = aws_s3_bucket_versioning.one["from"].bucket
    role   = aws_iam_role.copier.arn
    rule {
      id       = "all"
      status   = "Enabled"
      priority = ${days}
      filter { prefix = "kept/" }
      delete_marker_replication { status = "Enabled" }
      destination {
        bucket        = aws_s3_bucket.one["to"].arn
        storage_class = "STANDARD_IA"
      }
    }
    depends_on = [aws_s3_bucket_versioning.one]
  }
  resource "aws_cognito_user_pool" "one" { name = "one" }
  resource "aws_cognito_resource_server" "one" {
    user_pool_id = aws_cognito_user_pool.one.id
    identifier   = "https://api.example.com"
    name         = "api"
    scope {
      scope_name        = "read"
      scope_description = "${scope}"
    }
  }
`;

const mail = (reasons: string) => `
  resource "aws_sesv2_configuration_set" "one" {
    configuration_set_name = "one"
    delivery_options { tls_policy = "REQUIRE" }
    suppression_options { suppressed_reasons = [${reasons}] }
  }
  resource "aws_sesv2_configuration_set_event_destination" "one" {
    configuration_set_name = aws_sesv2_configuration_set.one.configuration_set_name
    event_destination_name = "bounces"
    event_destination {
      enabled              = true
      matching_event_types = [${reasons}]
      sns_destination { topic_arn = aws_sns_topic.failed.arn }
    }
  }
  resource "aws_sesv2_email_identity" "one" {
    email_identity         = "mail.example.com"
    configuration_set_name = aws_sesv2_configuration_set.one.configuration_set_name
    dkim_signing_attributes { next_signing_key_length = "RSA_2048_BIT" }
  }
  resource "aws_sesv2_email_identity_mail_from_attributes" "one" {
    email_identity   = aws_sesv2_email_identity.one.email_identity
    mail_from_domain = "from.mail.example.com"
  }
  output "tokens" { value = length(aws_sesv2_email_identity.one.dkim_signing_attributes[0].tokens) }
`;

it(
  'what moto forgets of functions, domains, groups, backups, copies, scopes and mail is read back: no change is planned, and all ends',
  async () => {
    const lived = await liveAndEnd(account, {
      main: [domains('first'), functions('JSON', 1), scaling(50), stores(7, 'Reads'), mail('"BOUNCE"')].join(
        '',
      ),
      changed: [
        domains('second'),
        functions('Text', 2),
        scaling(60),
        stores(8, 'Reads all'),
        mail('"BOUNCE", "COMPLAINT"'),
      ].join(''),
    });

    expect(lived).toMatchObject({ afterApply: [], afterChange: [], left: [] });
    expect(lived.changes.length).toBeGreaterThanOrEqual(7);
    expect(await account.kept()).toEqual({});
  },
  8 * minutes,
);
