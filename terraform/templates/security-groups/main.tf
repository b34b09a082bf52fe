module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  ingress = merge([for group, one in var.groups : { for name, rule in one.ingress : "${group}/${name}" => merge(rule, { of = group }) }]...)
  egress  = merge([for group, one in var.groups : { for name, rule in one.egress : "${group}/${name}" => merge(rule, { of = group }) }]...)
}

resource "aws_security_group" "this" {
  for_each = var.groups

  name        = "${module.label.id}-${each.key}"
  description = each.value.description
  vpc_id      = var.vpc_id

  tags = { Name = "${module.label.id}-${each.key}" }
}

# Rules are resources of their own: one that changes does not take the others away for a moment.
resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.ingress

  security_group_id            = aws_security_group.this[each.value.of].id
  description                  = each.value.description == "" ? null : each.value.description
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.protocol == "-1" ? null : each.value.from_port
  to_port                      = each.value.protocol == "-1" ? null : max(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4 == "" ? null : each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6 == "" ? null : each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id == "" ? null : each.value.prefix_list_id
  referenced_security_group_id = each.value.group != "" ? aws_security_group.this[each.value.group].id : each.value.security_group_id == "" ? null : each.value.security_group_id

  tags = { Name = "${module.label.id}-${each.key}" }
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = local.egress

  security_group_id            = aws_security_group.this[each.value.of].id
  description                  = each.value.description == "" ? null : each.value.description
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.protocol == "-1" ? null : each.value.from_port
  to_port                      = each.value.protocol == "-1" ? null : max(each.value.to_port, each.value.from_port)
  cidr_ipv4                    = each.value.cidr_ipv4 == "" ? null : each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6 == "" ? null : each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id == "" ? null : each.value.prefix_list_id
  referenced_security_group_id = each.value.group != "" ? aws_security_group.this[each.value.group].id : each.value.security_group_id == "" ? null : each.value.security_group_id

  tags = { Name = "${module.label.id}-${each.key}" }
}
