data "aws_region" "current" {}

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zones = slice(data.aws_availability_zones.available.names, 0, var.zones)

  # Public sixteenths begin at 0, private ones at 8: a third zone moves no subnet of the first two.
  public_cidrs  = [for i in range(var.zones) : cidrsubnet(var.vpc_cidr, 4, i)]
  private_cidrs = [for i in range(var.zones) : cidrsubnet(var.vpc_cidr, 4, i + 8)]

  # The names of the NAT gateways, of which there are as many as ways out of the private subnets.
  ways_out = {
    none     = []
    single   = [var.label.id]
    per-zone = [for zone in local.zones : "${var.label.id}-${zone}"]
  }[var.nat]

  # Subnets share one route table unless each zone has a way out of its own.
  private_tables = var.nat == "per-zone" ? [for zone in local.zones : "${var.label.id}-private-${zone}"] : ["${var.label.id}-private"]
}

resource "aws_vpc" "this" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.label.id }
}

# A VPC's default group lets its members talk to each other; adopting it without rules closes it.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.label.id}-closed" }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = { Name = var.label.id }
}

resource "aws_subnet" "public" {
  count = var.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = local.public_cidrs[count.index]

  tags = { Name = "${var.label.id}-public-${local.zones[count.index]}" }
}

resource "aws_subnet" "private" {
  count = var.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = local.private_cidrs[count.index]

  tags = { Name = "${var.label.id}-private-${local.zones[count.index]}" }
}

resource "aws_eip" "nat" {
  count = length(local.ways_out)

  domain = "vpc"

  tags = { Name = "${local.ways_out[count.index]}-nat" }

  depends_on = [aws_internet_gateway.this]
}

# While asleep there is no way out, but the address stays: whoever lets it in need not learn another.
resource "aws_nat_gateway" "this" {
  count = var.awake ? length(local.ways_out) : 0

  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id

  tags = { Name = local.ways_out[count.index] }

  depends_on = [aws_route.public]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.label.id}-public" }
}

resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  count = var.zones

  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public[count.index].id
}

resource "aws_route_table" "private" {
  count = length(local.private_tables)

  vpc_id = aws_vpc.this.id

  tags = { Name = local.private_tables[count.index] }
}

resource "aws_route" "private" {
  count = var.awake ? length(local.ways_out) : 0

  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[count.index].id
}

resource "aws_route_table_association" "private" {
  count = var.zones

  route_table_id = aws_route_table.private[count.index % length(local.private_tables)].id
  subnet_id      = aws_subnet.private[count.index].id
}

# Free of charge, and image layers come from S3: without it the NAT gateway bills every pull.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${data.aws_region.current.name}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = concat([aws_route_table.public.id], aws_route_table.private[*].id)

  tags = { Name = "${var.label.id}-s3" }
}
