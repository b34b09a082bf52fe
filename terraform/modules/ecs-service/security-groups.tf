resource "aws_security_group" "load_balancer" {
  name        = "${var.label.id}-load-balancer"
  description = "Load balancer: open to its callers, talks to the tasks only"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.label.id}-load-balancer" }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  for_each = local.entries

  security_group_id = aws_security_group.load_balancer.id
  description       = "Callers"
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  security_group_id            = aws_security_group.load_balancer.id
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_security_group" "tasks" {
  name        = "${var.label.id}-tasks"
  description = "Tasks: reached from the load balancer only"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.label.id}-tasks" }
}

resource "aws_vpc_security_group_ingress_rule" "tasks" {
  security_group_id            = aws_security_group.tasks.id
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  for_each = toset([for port in var.egress_ports : tostring(port)])

  security_group_id = aws_security_group.tasks.id
  description       = "Outside, port ${each.value}"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.value)
  to_port           = tonumber(each.value)
}
