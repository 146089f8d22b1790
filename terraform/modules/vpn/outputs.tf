output "tunnels" {
  description = "The four tunnels by name, with AWS's address of each."
  value       = { for name, tunnel in google_compute_vpn_tunnel.this : tunnel.name => local.outside[name] }
}

output "connection_ids" {
  value = [for connection in aws_vpn_connection.this : connection.id]
}
