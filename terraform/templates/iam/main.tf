module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

data "aws_partition" "current" {}

locals {
  partition = data.aws_partition.current.partition

  attachments = merge(
    { for one in flatten([for name, role in var.roles : [for policy in role.policies : { role = name, policy = policy }]]) :
    "${one.role}/${one.policy}" => { role = one.role, arn = aws_iam_policy.this[one.policy].arn } },
    { for one in flatten([for name, role in var.roles : [for policy in role.aws_policies : { role = name, policy = policy }]]) :
    "${one.role}/${one.policy}" => { role = one.role, arn = "arn:${local.partition}:iam::aws:policy/${one.policy}" } },
    { for one in flatten([for name, role in var.roles : [for at, arn in role.policy_arns : { role = name, at = at, arn = arn }]]) :
    "${one.role}/${one.at}" => { role = one.role, arn = one.arn } },
  )
}

resource "aws_iam_role" "this" {
  for_each = var.roles

  name                 = "${module.label.id}-${each.key}"
  description          = each.value.description
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = local.trust[each.key] })
  max_session_duration = each.value.max_session_duration
  permissions_boundary = module.label.permissions_boundary

  # A policy that a person attached must not keep the role from ending.
  force_detach_policies = true
}

resource "aws_iam_role_policy" "this" {
  for_each = { for name, role in var.roles : name => role if length(role.statements) > 0 }

  name   = "own"
  role   = aws_iam_role.this[each.key].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements["role/${each.key}"] })
}

resource "aws_iam_policy" "this" {
  for_each = var.policies

  name        = "${module.label.id}-${each.key}"
  description = each.value.description
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.statements["policy/${each.key}"] })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.attachments

  role       = aws_iam_role.this[each.value.role].name
  policy_arn = each.value.arn
}

resource "aws_iam_instance_profile" "this" {
  for_each = { for name, role in var.roles : name => role if role.instance_profile }

  name = aws_iam_role.this[each.key].name
  role = aws_iam_role.this[each.key].name
}
