output "network" {
  value = google_compute_network.this.id
}

output "subnetwork" {
  value = google_compute_subnetwork.this.id
}

output "cidr" {
  value = google_compute_subnetwork.this.ip_cidr_range
}
