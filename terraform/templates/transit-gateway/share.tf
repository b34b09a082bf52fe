locals {
  shared = length(var.shared_with) > 0
}

# Other accounts attach their VPCs; each attachment is accepted here, by a person.
resource "aws_ram_resource_share" "this" {
  count = local.shared ? 1 : 0

  name                      = module.label.id
  allow_external_principals = var.share_outside_organization
}

resource "aws_ram_resource_association" "this" {
  count = local.shared ? 1 : 0

  resource_arn       = aws_ec2_transit_gateway.this.arn
  resource_share_arn = aws_ram_resource_share.this[0].arn
}

resource "aws_ram_principal_association" "this" {
  for_each = toset(var.shared_with)

  principal          = each.value
  resource_share_arn = aws_ram_resource_share.this[0].arn
}
