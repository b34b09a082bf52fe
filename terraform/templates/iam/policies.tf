locals {
  # A condition is left out where there is none: IAM refuses an empty one.
  trust = {
    for name, role in var.roles : name => concat(
      length(role.trust.services) == 0 ? [] : [merge(
        {
          Sid       = "Services"
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { Service = [for service in role.trust.services : "${service}.amazonaws.com"] }
        },
        length(role.trust.source_arns) == 0 ? {} : { Condition = { ArnLike = { "aws:SourceArn" = role.trust.source_arns } } }
      )],
      length(role.trust.role_arns) == 0 ? [] : [merge(
        { Sid = "Roles", Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = role.trust.role_arns } },
        role.trust.external_id == "" ? {} : { Condition = { StringEquals = { "sts:ExternalId" = role.trust.external_id } } }
      )],
      length(role.trust.account_ids) == 0 ? [] : [{
        Sid       = "Accounts"
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = [for id in role.trust.account_ids : "arn:${local.partition}:iam::${id}:root"] }
        Condition = { StringEquals = { "sts:ExternalId" = role.trust.external_id } }
      }],
      role.trust.oidc == null ? [] : [{
        Sid       = "Oidc"
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = role.trust.oidc.provider_arn }
        Condition = {
          StringEquals = { "${local.issuers[name]}:aud" = role.trust.oidc.audience }
          StringLike   = { "${local.issuers[name]}:sub" = role.trust.oidc.subjects }
        }
      }]
    )
  }

  issuers = { for name, role in var.roles : name => split("oidc-provider/", role.trust.oidc.provider_arn)[1] if role.trust.oidc != null }

  statements = {
    for name, list in merge(
      { for name, role in var.roles : "role/${name}" => role.statements },
      { for name, policy in var.policies : "policy/${name}" => policy.statements }
      ) : name => [
      for statement in list : merge(
        { Sid = statement.sid, Effect = statement.effect, Action = statement.actions, Resource = statement.resources },
        length(statement.conditions) == 0 ? {} : { Condition = statement.conditions }
      )
    ]
  }
}
