output "load_balancer_arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.this.arn
}

output "load_balancer_name" {
  description = "What CloudWatch's metrics call it: net/<name>/<id>."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "Its name in DNS, for an alias record."
  value       = aws_lb.this.dns_name
}

output "dns_zone_id" {
  description = "Id of the zone of that name, for an alias record."
  value       = aws_lb.this.zone_id
}

output "listener_arns" {
  description = "By name: ARN of each listener, for VPC links of API Gateway."
  value       = { for name, listener in aws_lb_listener.this : name => listener.arn }
}

output "target_group_arns" {
  description = "By name: ARN of each target group, known when the listeners may send to it."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn }
  depends_on  = [aws_lb_listener.this]
}
