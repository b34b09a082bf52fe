output "distribution_id" {
  description = "Id of the distribution, for invalidations."
  value       = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  description = "ARN of the distribution, for the policies of its buckets."
  value       = aws_cloudfront_distribution.this.arn
}

output "dns_name" {
  description = "Its name in DNS, for an alias record."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "dns_zone_id" {
  description = "Id of the zone of that name, for an alias record."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}
