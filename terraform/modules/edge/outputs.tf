output "target_group_arn" {
  description = "Where the gateway's pods are registered."
  value       = aws_lb_target_group.gateway.arn
}

output "load_balancer_address" {
  value = aws_lb.this.dns_name
}

output "certificate_arn" {
  value = aws_acm_certificate.this.arn
}
