data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name

  use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]

  # Services that say by a context of their own for what they encrypt; the others say for which account.
  contexts = {
    logs       = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:*" } }
    cloudtrail = { StringLike = { "kms:EncryptionContext:aws:cloudtrail:arn" = "arn:${local.partition}:cloudtrail:*:${local.account}:trail/*" } }
  }

  # CloudWatch Logs has a name of its own in each region.
  principals = { logs = "logs.${local.region}.amazonaws.com" }

  # Without the account's root a key could be left that nobody may change; it lets policies of IAM decide in the account.
  administration = {
    Sid       = "PoliciesOfTheAccountDecide"
    Effect    = "Allow"
    Action    = "kms:*"
    Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
    Resource  = "*"
  }

  # In the policy of a key, the resource * is this key.
  policies = {
    for name, key in var.keys : name => concat(
      [local.administration],
      # A condition would want both of its sides to be of one type.
      [
        for statement in [
          { Sid = "RolesUseIt", Effect = "Allow", Action = local.use, Principal = { AWS = key.user_arns }, Resource = "*" },
          {
            Sid       = "RolesLetServicesUseIt"
            Effect    = "Allow"
            Action    = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
            Principal = { AWS = key.user_arns }
            Resource  = "*"
            Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
          }
        ] : statement if length(key.user_arns) > 0
      ],
      length(key.via_services) == 0 ? [] : [{
        Sid       = "TheAccountUsesItThroughServices"
        Effect    = "Allow"
        Action    = concat(local.use, ["kms:CreateGrant"])
        Principal = { AWS = "*" }
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = local.account
            "kms:ViaService"    = [for service in key.via_services : "${service}.${local.region}.amazonaws.com"]
          }
        }
      }],
      length(key.services) == 0 ? [] : [{
        Sid       = "ServicesFindIt"
        Effect    = "Allow"
        Action    = "kms:DescribeKey"
        Principal = { Service = [for service in key.services : lookup(local.principals, service, "${service}.amazonaws.com")] }
        Resource  = "*"
      }],
      [for service in key.services : {
        Sid       = "Service${replace(title(replace(service, "/[^a-z0-9]/", " ")), " ", "")}"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Principal = { Service = lookup(local.principals, service, "${service}.amazonaws.com") }
        Resource  = "*"
        Condition = lookup(local.contexts, service, { StringEquals = { "aws:SourceAccount" = local.account } })
      }]
    )
  }
}
