module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  # Written out, not taken from the trail: bucket, key and log group admit it before it is there.
  trail_arn = "arn:${local.partition}:cloudtrail:${local.region}:${local.account}:trail/${module.label.id}"
}

resource "aws_cloudtrail" "this" {
  name                          = module.label.id
  s3_bucket_name                = aws_s3_bucket.this.bucket
  kms_key_id                    = aws_kms_key.this.arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.this.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.logs.arn

  # Reads of secrets are management events, too.
  advanced_event_selector {
    name = "Management"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  dynamic "advanced_event_selector" {
    for_each = length(var.state_bucket_arns) == 0 ? [] : [var.state_bucket_arns]

    content {
      name = "States"

      field_selector {
        field  = "eventCategory"
        equals = ["Data"]
      }

      field_selector {
        field  = "resources.type"
        equals = ["AWS::S3::Object"]
      }

      field_selector {
        field       = "resources.ARN"
        starts_with = [for arn in advanced_event_selector.value : "${arn}/"]
      }
    }
  }

  depends_on = [aws_s3_bucket_policy.this, aws_iam_role_policy.logs]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/cloudtrail/${module.label.id}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.this.arn
}

resource "aws_iam_role" "logs" {
  name                 = "${module.label.id}-logs"
  description          = "CloudTrail writes ${module.label.id} to its log group"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
    }]
  })
}

resource "aws_iam_role_policy" "logs" {
  name = "write"
  role = aws_iam_role.logs.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] }]
  })
}
