module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  # Port, protocol and kind of a target group cannot change, so that another one is made beside it under another name.
  group_names = {
    for name, group in var.target_groups :
    name => "${module.label.short}-${substr(sha256(jsonencode([name, group.port, group.protocol, group.protocol_version, group.target_type])), 0, 5)}"
  }
}

resource "aws_lb" "this" {
  name               = module.label.short
  load_balancer_type = "application"
  internal           = var.internal
  subnets            = var.subnet_ids
  security_groups    = var.security_group_ids
  idle_timeout       = var.idle_timeout

  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"

  # A lease must be able to end by itself; what people rely on is deleted by nobody's mistake.
  enable_deletion_protection = var.leasehold.permanent

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

  name                 = local.group_names[each.key]
  vpc_id               = var.vpc_id
  target_type          = each.value.target_type
  port                 = each.value.port
  protocol             = each.value.protocol
  protocol_version     = each.value.protocol_version
  deregistration_delay = each.value.deregistration_delay
  slow_start           = each.value.slow_start

  health_check {
    path                = each.value.health_path
    protocol            = each.value.protocol
    matcher             = each.value.health_codes != "" ? each.value.health_codes : each.value.protocol_version == "GRPC" ? "0" : "200-299"
    interval            = each.value.health_interval
    timeout             = each.value.health_timeout
    healthy_threshold   = each.value.healthy_after
    unhealthy_threshold = each.value.unhealthy_after
  }

  stickiness {
    type            = "lb_cookie"
    enabled         = each.value.sticky_seconds > 0
    cookie_duration = max(each.value.sticky_seconds, 1)
  }

  tags = { Name = "${module.label.id}-${each.key}" }

  lifecycle {
    create_before_destroy = true
  }
}

# Nothing is answered without TLS but the way to it.
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.tls_policy
  certificate_arn   = var.certificate_arn

  dynamic "default_action" {
    for_each = var.default_target_group == "" ? [] : [var.default_target_group]

    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[default_action.value].arn
    }
  }

  dynamic "default_action" {
    for_each = var.default_target_group == "" ? [404] : []

    content {
      type = "fixed-response"

      fixed_response {
        content_type = "text/plain"
        message_body = "Not found"
        status_code  = default_action.value
      }
    }
  }
}

resource "aws_lb_listener_certificate" "this" {
  for_each = var.more_certificates

  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = each.value
}

resource "aws_lb_listener_rule" "this" {
  for_each = var.rules

  listener_arn = aws_lb_listener.https.arn
  priority     = each.value.priority

  dynamic "action" {
    for_each = each.value.target_group == "" ? [] : [each.value.target_group]

    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[action.value].arn
    }
  }

  dynamic "action" {
    for_each = each.value.redirect_host == "" ? [] : [each.value.redirect_host]

    content {
      type = "redirect"

      redirect {
        host        = action.value
        protocol    = "HTTPS"
        port        = "443"
        status_code = "HTTP_301"
      }
    }
  }

  dynamic "condition" {
    for_each = length(each.value.hosts) == 0 ? [] : [each.value.hosts]

    content {
      host_header {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(each.value.paths) == 0 ? [] : [each.value.paths]

    content {
      path_pattern {
        values = condition.value
      }
    }
  }

  tags = { Name = "${module.label.id}-${each.key}" }
}
