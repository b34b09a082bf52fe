# Alarms and events cannot publish to a topic under the account's key aws/sns, whose policy nobody can change.
resource "aws_kms_key" "this" {
  count = var.kms_key_arn == "" ? 1 : 0

  description             = "Alarms and logs of ${module.label.id}"
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PoliciesOfTheAccountDecide"
        Effect    = "Allow"
        Action    = "kms:*"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Resource  = "*"
      },
      {
        Sid       = "ServicesPublish"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Principal = { Service = distinct(concat(["cloudwatch.amazonaws.com"], local.publishers)) }
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      {
        Sid       = "LogsAreEncrypted"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/monitoring/${module.label.id}/*" } }
      }
    ]
  })
}
