data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  function_arn = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:function:${module.label.id}"

  reads = {
    sqs      = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
    dynamodb = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
    kinesis  = ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"]
  }
  sends = { sqs = "sqs:SendMessage", sns = "sns:Publish", lambda = "lambda:InvokeFunction", events = "events:PutEvents" }

  write_logs = {
    Sid      = "WriteLogs"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }

  keep_failures = {
    Sid      = "KeepFailures"
    Effect   = "Allow"
    Action   = [local.sends[local.failure_service]]
    Resource = [local.on_failure_arn]
  }

  # X-Ray has no resources of these calls.
  trace = {
    Sid      = "Trace"
    Effect   = "Allow"
    Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    Resource = ["*"]
  }

  read_secrets = {
    Sid      = "ReadSecrets"
    Effect   = "Allow"
    Action   = ["secretsmanager:GetSecretValue"]
    Resource = values(var.secrets)
  }

  read_settings = {
    Sid      = "ReadSettings"
    Effect   = "Allow"
    Action   = ["kms:Decrypt"]
    Resource = [local.kms_key_arn]
  }

  # Lambda makes the interfaces in the role's name, and EC2 knows no resource of those that only look.
  attach_to_network = [
    {
      Sid      = "AttachToNetwork"
      Effect   = "Allow"
      Action   = ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"]
      Resource = ["*"]
    },
    {
      Sid       = "NotByTheFunctionItself"
      Effect    = "Deny"
      Action    = ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses"]
      Resource  = ["*"]
      Condition = { ArnEquals = { "lambda:SourceFunctionArn" = [local.function_arn] } }
    },
  ]

  read_sources = [
    for name, source in var.event_sources : {
      Sid      = "Read${replace(title(replace(name, "-", " ")), " ", "")}"
      Effect   = "Allow"
      Action   = local.reads[split(":", source.arn)[2]]
      Resource = [source.arn]
    }
  ]

  statements = concat(
    [local.write_logs, local.keep_failures],
    var.tracing ? [local.trace] : [],
    length(var.secrets) > 0 ? [local.read_secrets] : [],
    local.kms_key_arn == null ? [] : [local.read_settings],
    [for statement in local.attach_to_network : statement if local.in_network],
    local.read_sources,
  )
}

resource "aws_iam_role" "this" {
  name                 = module.label.id
  description          = "What the function may do"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name   = "function"
  role   = aws_iam_role.this.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

resource "aws_iam_role_policy" "more" {
  for_each = var.policies

  name   = each.key
  role   = aws_iam_role.this.name
  policy = each.value
}
