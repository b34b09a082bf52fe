module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  # Port, protocol and kind of a target group cannot change, so that another one is made beside it under another name.
  group_names = {
    for name, group in var.target_groups :
    name => "${module.label.short}-${substr(sha256(jsonencode([name, group.port, group.protocol, group.target_type])), 0, 5)}"
  }
}

resource "aws_lb" "this" {
  name               = module.label.short
  load_balancer_type = "network"
  internal           = var.internal
  subnets            = var.subnet_ids
  security_groups    = var.security_group_ids

  enable_cross_zone_load_balancing = var.cross_zone

  # A lease must be able to end by itself; what people rely on is deleted by nobody's mistake.
  enable_deletion_protection = var.leasehold.permanent

  # AWS writes these logs for TLS listeners alone.
  dynamic "access_logs" {
    for_each = var.access_log_bucket == "" ? [] : [var.access_log_bucket]

    content {
      bucket  = access_logs.value
      prefix  = module.label.id
      enabled = true
    }
  }
}

resource "aws_lb_target_group" "this" {
  for_each = var.target_groups

  name                   = local.group_names[each.key]
  vpc_id                 = var.vpc_id
  target_type            = each.value.target_type
  port                   = each.value.port
  protocol               = each.value.protocol
  preserve_client_ip     = each.value.preserve_client_ip
  proxy_protocol_v2      = each.value.proxy_protocol
  deregistration_delay   = each.value.deregistration_delay
  connection_termination = each.value.protocol == "UDP"

  health_check {
    protocol            = each.value.health_path == "" ? "TCP" : "HTTP"
    path                = each.value.health_path == "" ? null : each.value.health_path
    matcher             = each.value.health_path == "" ? null : "200-299"
    port                = each.value.health_port == 0 ? "traffic-port" : tostring(each.value.health_port)
    interval            = each.value.health_interval
    healthy_threshold   = each.value.healthy_after
    unhealthy_threshold = each.value.unhealthy_after
  }

  dynamic "stickiness" {
    for_each = each.value.protocol == "TLS" ? [] : [each.value.sticky]

    content {
      type    = "source_ip"
      enabled = stickiness.value
    }
  }

  tags = { Name = "${module.label.id}-${each.key}" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "this" {
  for_each = var.listeners

  load_balancer_arn = aws_lb.this.arn
  port              = each.value.port
  protocol          = each.value.protocol
  ssl_policy        = each.value.protocol == "TLS" ? each.value.tls_policy : null
  certificate_arn   = each.value.protocol == "TLS" ? each.value.certificate_arn : null
  alpn_policy       = each.value.protocol == "TLS" && each.value.alpn_policy != "None" ? each.value.alpn_policy : null

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.value.target_group].arn
  }

  tags = { Name = "${module.label.id}-${each.key}" }
}
