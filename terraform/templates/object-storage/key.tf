locals {
  # Who reaches objects from another account, or in the name of a service, needs the key's own word as well.
  users       = distinct(flatten([for bucket in var.buckets : [for one in concat(values(bucket.readers), values(bucket.writers)) : one.role_arns]]))
  distributed = distinct(flatten([for bucket in var.buckets : bucket.cloudfront_distribution_arns]))
  logging     = distinct(flatten([for bucket in var.buckets : bucket.takes_logs_of]))
  writing     = distinct(flatten([for bucket in var.buckets : bucket.replicas_from]))

  key_statements = concat(
    [jsonencode({
      Sid       = "LetPoliciesOfTheAccountDecide"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    })],
    [for arns in [sort(local.users)] : jsonencode({
      Sid       = "LetReadersAndWritersUseIt"
      Effect    = "Allow"
      Principal = { AWS = arns }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }) if length(arns) > 0],
    [for arns in [sort(local.writing)] : jsonencode({
      Sid       = "LetReplicasBeEncrypted"
      Effect    = "Allow"
      Principal = { AWS = arns }
      Action    = ["kms:Encrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }) if length(arns) > 0],
    [for accounts in [sort(local.logging)] : jsonencode({
      Sid       = "LetLogsBeEncrypted"
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceAccount" = accounts } }
    }) if length(accounts) > 0],
    [for arns in [sort(local.distributed)] : jsonencode({
      Sid       = "LetCloudFrontRead"
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "AWS:SourceArn" = arns } }
    }) if length(arns) > 0],
  )
}

resource "aws_kms_key" "this" {
  count = var.own_key ? 1 : 0

  description             = "Objects of ${module.label.id}"
  enable_key_rotation     = true
  deletion_window_in_days = var.leasehold.permanent ? 30 : 7
  policy                  = jsonencode({ Version = "2012-10-17", Statement = [for one in local.key_statements : jsondecode(one)] })
}

resource "aws_kms_alias" "this" {
  count = var.own_key ? 1 : 0

  name          = "alias/${module.label.id}"
  target_key_id = aws_kms_key.this[0].key_id
}
