module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  is_image    = var.image_uri != ""
  kms_key_arn = var.kms_key_arn == "" ? null : var.kms_key_arn
  in_network  = length(var.subnet_ids) > 0

  # A function reads a secret itself, by its ARN: no value is in its settings, in a plan or in the state.
  environment = merge(var.environment_variables, var.secrets)
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${module.label.id}"
  retention_in_days = var.log_retention_days
  kms_key_id        = local.kms_key_arn
}

resource "aws_lambda_function" "this" {
  function_name = module.label.id
  description   = var.description
  role          = aws_iam_role.this.arn
  publish       = true

  package_type      = local.is_image ? "Image" : "Zip"
  image_uri         = local.is_image ? var.image_uri : null
  s3_bucket         = local.is_image ? null : var.s3_bucket
  s3_key            = local.is_image ? null : var.s3_key
  s3_object_version = local.is_image || var.s3_object_version == "" ? null : var.s3_object_version
  runtime           = local.is_image ? null : var.runtime
  handler           = local.is_image ? null : var.handler
  architectures     = [var.architecture]

  memory_size                    = var.memory_size
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  kms_key_arn                    = local.kms_key_arn

  ephemeral_storage {
    size = var.ephemeral_storage
  }

  dynamic "environment" {
    for_each = length(local.environment) == 0 ? [] : [local.environment]

    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = local.in_network ? [var.security_group_ids] : []

    content {
      subnet_ids         = var.subnet_ids
      security_group_ids = vpc_config.value
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  # Lambda refuses a function in a network whose role cannot make interfaces yet.
  depends_on = [aws_iam_role_policy.this]
}

# Callers name the alias: a version that turns out bad is left by pointing it to the one before.
resource "aws_lambda_alias" "this" {
  name             = var.alias
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_provisioned_concurrency_config" "this" {
  count = var.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_function.this.function_name
  qualifier                         = aws_lambda_alias.this.name
  provisioned_concurrent_executions = var.provisioned_concurrency
}

# Only for signed calls: an address for everybody is what api-gateway or cloudfront gives, with limits and a firewall.
resource "aws_lambda_function_url" "this" {
  count = var.function_url ? 1 : 0

  function_name      = aws_lambda_function.this.function_name
  qualifier          = aws_lambda_alias.this.name
  authorization_type = "AWS_IAM"
}
