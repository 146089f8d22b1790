output "vpc_id" {
  value = aws_vpc.this.id
}

output "cidr" {
  value = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "For load balancers."
  value       = [for zone in var.availability_zones : aws_subnet.public[zone].id]
}

output "public_cidr" {
  description = "Addresses of all public subnets: what the load balancer calls from."
  value       = cidrsubnet(var.cidr, 6, 32)
}

output "private_subnet_ids" {
  description = "For nodes."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "data_subnet_ids" {
  description = "For brokers and databases."
  value       = [for zone in var.availability_zones : aws_subnet.data[zone].id]
}

output "vpn_gateway_id" {
  value = aws_vpn_gateway.this.id
}
