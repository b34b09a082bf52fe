output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr_block" {
  description = "IPv4 range of the VPC."
  value       = aws_vpc.this.cidr_block
}

# The dependencies make users of a subnet wait for its way out, and go before it on destroy.
output "public_subnet_ids" {
  description = "Ids of the public subnets, one per zone, reachable once this value is known."
  value       = aws_subnet.public[*].id
  depends_on  = [aws_route.public, aws_route_table_association.public]
}

output "private_subnet_ids" {
  description = "Ids of the private subnets, one per zone; a database need not wait for their way out."
  value       = aws_subnet.private[*].id
}

output "tasks" {
  description = "Where tasks run: subnet_ids, and public_ip when only an address of their own gets them out."
  value = {
    subnet_ids = var.nat == "none" ? aws_subnet.public[*].id : aws_subnet.private[*].id
    public_ip  = var.nat == "none"
  }
  depends_on = [
    aws_route.public, aws_route_table_association.public,
    aws_route.private, aws_route_table_association.private, aws_vpc_endpoint.s3,
  ]
}
