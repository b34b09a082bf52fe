data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  # One name for bucket, table and key alias, so that no configuration can name another table than the bucket's.
  name = "${var.label.id}-tf-${data.aws_caller_identity.current.account_id}"
}

resource "aws_kms_key" "this" {
  description             = "Terraform states in ${local.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "this" {
  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.this.key_id
}

# For Terraform before 1.10, which cannot lock in S3; it costs nothing while nobody locks.
resource "aws_dynamodb_table" "lock" {
  name         = local.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "LockID"

  attribute {
    name = "LockID"
    type = "S"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.this.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}
