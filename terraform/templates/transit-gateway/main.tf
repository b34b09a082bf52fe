module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  # By route table and what is attached: who propagates its range into which table.
  propagations = merge([
    for table, one in var.route_tables : { for name in one.propagated : "${table}/${name}" => { table = table, attachment = name } }
  ]...)

  routes = merge([
    for table, one in var.route_tables : { for cidr, to in one.routes : "${table}/${cidr}" => { table = table, cidr = cidr, to = to } }
  ]...)

  # Each VPC's own tables lead to the ranges behind the gateway.
  vpc_routes = merge(flatten([
    for name, one in var.attachments : [
      for table in one.route_table_ids : { for cidr in one.reaches : "${name}/${table}/${cidr}" => { table = table, cidr = cidr, attachment = name } }
    ]
  ])...)
}

# Without default tables nothing reaches anything until a route table says so.
resource "aws_ec2_transit_gateway" "this" {
  description                     = module.label.id
  amazon_side_asn                 = var.amazon_side_asn
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  auto_accept_shared_attachments  = "disable"
  dns_support                     = "enable"

  tags = { Name = module.label.id }
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  for_each = var.attachments

  transit_gateway_id                              = aws_ec2_transit_gateway.this.id
  vpc_id                                          = each.value.vpc_id
  subnet_ids                                      = each.value.subnet_ids
  appliance_mode_support                          = each.value.appliance ? "enable" : "disable"
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false

  tags = { Name = "${module.label.id}-${each.key}" }
}

resource "aws_ec2_transit_gateway_route_table" "this" {
  for_each = var.route_tables

  transit_gateway_id = aws_ec2_transit_gateway.this.id

  tags = { Name = "${module.label.id}-${each.key}" }
}

resource "aws_ec2_transit_gateway_route_table_association" "this" {
  for_each = var.attachments

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.this[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.value.route_table].id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "this" {
  for_each = local.propagations

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.this[each.value.attachment].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.value.table].id
}

# A range that leads nowhere is dropped, whatever else would lead there.
resource "aws_ec2_transit_gateway_route" "this" {
  for_each = local.routes

  destination_cidr_block         = each.value.cidr
  blackhole                      = each.value.to == "blackhole"
  transit_gateway_attachment_id  = each.value.to == "blackhole" ? null : aws_ec2_transit_gateway_vpc_attachment.this[each.value.to].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.value.table].id
}

resource "aws_route" "this" {
  for_each = local.vpc_routes

  route_table_id         = each.value.table
  destination_cidr_block = each.value.cidr
  transit_gateway_id     = aws_ec2_transit_gateway.this.id

  depends_on = [aws_ec2_transit_gateway_vpc_attachment.this]
}
