output "transit_gateway_id" {
  description = "Id of the transit gateway."
  value       = aws_ec2_transit_gateway.this.id
}

output "transit_gateway_arn" {
  description = "ARN of the transit gateway."
  value       = aws_ec2_transit_gateway.this.arn
}

output "attachment_ids" {
  description = "By name: id of each attachment."
  value       = { for name, one in aws_ec2_transit_gateway_vpc_attachment.this : name => one.id }
}

output "route_table_ids" {
  description = "By name: id of each route table of the gateway."
  value       = { for name, one in aws_ec2_transit_gateway_route_table.this : name => one.id }
}

output "resource_share_arn" {
  description = "ARN of the share; null where it is not shared."
  value       = one(aws_ram_resource_share.this[*].arn)
}
