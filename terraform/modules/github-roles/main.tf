locals {
  issuer = "token.actions.githubusercontent.com"

  # What a job's token says it runs for: an environment hides the branch, so the branch is then asked for besides.
  contexts = {
    for job, entries in var.trust : job => [
      for entry in entries : entry.environment == null ? "ref:refs/heads/${entry.branch}" : "environment:${entry.environment}"
    ]
  }

  # GitHub writes a repository without its ids, or since July 2026 by default with them; the ids are asked for anyway.
  subjects = {
    for job, entries in var.trust : job => [
      for index, entry in entries : [
        "repo:${entry.owner}/${entry.repository}:${local.contexts[job][index]}",
        "repo:${entry.owner}@${entry.owner_id}/${entry.repository}@${entry.repository_id}:${local.contexts[job][index]}",
      ]
    ]
  }

  trust_policies = {
    for job, entries in var.trust : job => jsonencode({
      Version = "2012-10-17"
      Statement = [
        for index, entry in entries : {
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = var.oidc_provider_arn }
          Condition = {
            StringEquals = merge(
              {
                "${local.issuer}:aud"                 = "sts.amazonaws.com"
                "${local.issuer}:sub"                 = local.subjects[job][index]
                "${local.issuer}:repository_id"       = entry.repository_id
                "${local.issuer}:repository_owner_id" = entry.owner_id
              },
              entry.branch == null ? {} : { "${local.issuer}:ref" = "refs/heads/${entry.branch}" },
            )
          }
        }
      ]
    })
  }
}

resource "aws_iam_role" "this" {
  for_each = var.trust

  name                 = "${var.label.id}-github-${each.key}"
  description          = "What the GitHub job ${each.key} may do"
  assume_role_policy   = local.trust_policies[each.key]
  permissions_boundary = var.permissions_boundary_arn
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "this" {
  for_each = var.trust

  name   = each.key
  role   = aws_iam_role.this[each.key].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.permissions[each.key] })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = merge([
    for job, arns in local.managed_policies : { for arn in arns : "${job} ${arn}" => { job = job, arn = arn } }
    if contains(keys(var.trust), job)
  ]...)

  role       = aws_iam_role.this[each.value.job].name
  policy_arn = each.value.arn
}
