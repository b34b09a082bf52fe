module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  delegated = { for name, zone in var.zones : name => zone if zone.parent != "" }
}

# Other components, and controllers in a cluster, write records into it: with a lease they end with it.
resource "aws_route53_zone" "this" {
  for_each = var.zones

  name          = each.value.domain
  comment       = "${module.label.id}: ${each.key}"
  force_destroy = !var.leasehold.permanent

  # A zone is private where it has a network, and is answered inside it alone.
  dynamic "vpc" {
    for_each = each.value.vpc_ids

    content {
      vpc_id = vpc.value
    }
  }

  tags = { Name = "${module.label.id}-${each.key}" }
}

# The zone above says who answers for the one below it.
resource "aws_route53_record" "delegation" {
  for_each = local.delegated

  zone_id = aws_route53_zone.this[each.value.parent].zone_id
  name    = each.value.domain
  type    = "NS"
  ttl     = 3600
  records = aws_route53_zone.this[each.key].name_servers
}

resource "aws_route53_health_check" "this" {
  for_each = var.health_checks

  type              = each.value.type
  fqdn              = each.value.domain == "" ? null : each.value.domain
  ip_address        = each.value.ip_address == "" ? null : each.value.ip_address
  port              = each.value.port
  resource_path     = each.value.type == "TCP" ? null : each.value.path
  search_string     = each.value.search_string == "" ? null : each.value.search_string
  request_interval  = each.value.interval
  failure_threshold = each.value.failures
  enable_sni        = startswith(each.value.type, "HTTPS") ? true : null

  tags = { Name = "${module.label.id}-${each.key}" }
}

resource "aws_route53_record" "this" {
  for_each = var.records

  zone_id = aws_route53_zone.this[each.value.zone].zone_id
  name    = each.value.name
  type    = each.value.type
  ttl     = each.value.alias == null ? each.value.ttl : null
  records = each.value.alias == null ? each.value.values : null

  # Records of one name and type are told apart by it.
  set_identifier  = each.value.weight == null && each.value.failover == "" && each.value.region == "" ? null : each.key
  health_check_id = each.value.health_check == "" ? null : aws_route53_health_check.this[each.value.health_check].id

  dynamic "alias" {
    for_each = each.value.alias == null ? [] : [each.value.alias]

    content {
      name                   = alias.value.dns_name
      zone_id                = alias.value.zone_id
      evaluate_target_health = alias.value.evaluate_health
    }
  }

  dynamic "weighted_routing_policy" {
    for_each = each.value.weight == null ? [] : [each.value.weight]

    content {
      weight = weighted_routing_policy.value
    }
  }

  dynamic "failover_routing_policy" {
    for_each = each.value.failover == "" ? [] : [each.value.failover]

    content {
      type = failover_routing_policy.value
    }
  }

  dynamic "latency_routing_policy" {
    for_each = each.value.region == "" ? [] : [each.value.region]

    content {
      region = latency_routing_policy.value
    }
  }
}
