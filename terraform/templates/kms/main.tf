module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

resource "aws_kms_key" "this" {
  for_each = var.keys

  description             = each.value.description
  policy                  = jsonencode({ Version = "2012-10-17", Statement = local.policies[each.key] })
  enable_key_rotation     = true
  rotation_period_in_days = each.value.rotation_period_in_days
  deletion_window_in_days = each.value.deletion_window_in_days
  multi_region            = each.value.multi_region
}

resource "aws_kms_alias" "this" {
  for_each = var.keys

  name          = "alias/${module.label.id}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
