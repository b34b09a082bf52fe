output "zone_ids" {
  description = "By name: id of each zone."
  value       = { for name, zone in aws_route53_zone.this : name => zone.zone_id }
}

output "zone_arns" {
  description = "By name: ARN of each zone."
  value       = { for name, zone in aws_route53_zone.this : name => zone.arn }
}

output "domains" {
  description = "By name: domain of each zone."
  value       = { for name, zone in aws_route53_zone.this : name => zone.name }
}

output "name_servers" {
  description = "By name: the name servers of each public zone, for the registrar or for an NS record of the zone above it."
  value       = { for name, zone in aws_route53_zone.this : name => zone.name_servers if length(var.zones[name].vpc_ids) == 0 }
}

output "record_names" {
  description = "By name: the full name of each record."
  value       = { for name, record in aws_route53_record.this : name => record.fqdn }
}

output "health_check_ids" {
  description = "By name: id of each health check."
  value       = { for name, check in aws_route53_health_check.this : name => check.id }
}
