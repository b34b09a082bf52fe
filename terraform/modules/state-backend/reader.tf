locals {
  reader_count = length(var.reader_arns) == 0 ? 0 : 1
}

resource "aws_iam_role" "reader" {
  count = local.reader_count

  name                 = "${var.label.id}-state-reader"
  description          = "Lets named roles of target accounts read Terraform states below ${var.readable_prefix}"
  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = var.reader_arns }
    }]
  })

  lifecycle {
    precondition {
      condition     = var.readable_prefix != ""
      error_message = "readable_prefix must say what reader_arns may read."
    }
  }
}

resource "aws_iam_role_policy" "reader" {
  count = local.reader_count

  name = "read-states"
  role = aws_iam_role.reader[0].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.this.arn
        Condition = { StringLike = { "s3:prefix" = "${var.readable_prefix}*" } }
      },
      { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.this.arn}/${var.readable_prefix}*" },
      { Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.this.arn },
    ]
  })
}
