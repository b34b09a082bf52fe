output "vpc_id" {
  description = "Id of the VPC."
  value       = module.network.vpc_id
}

output "vpc_cidr_block" {
  description = "IPv4 range of the VPC."
  value       = module.network.vpc_cidr_block
}

output "public_subnet_ids" {
  description = "Ids of the public subnets, one per zone."
  value       = module.network.public_subnet_ids
}

output "private_subnet_ids" {
  description = "Ids of the private subnets, one per zone."
  value       = module.network.private_subnet_ids
}
