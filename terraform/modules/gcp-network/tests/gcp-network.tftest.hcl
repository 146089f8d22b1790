mock_provider "google" {}

variables {
  name       = "caravan-test"
  region     = "us-east4"
  cidr       = "10.60.0.0/20"
  peer_cidrs = ["10.20.0.0/16"]
}

run "holds" {
  command = plan

  # nobody comes in but the machines of the cluster
  assert {
    condition     = google_compute_firewall.internal.source_ranges == toset(["10.60.0.0/20"]) && google_compute_firewall.internal.target_tags == toset(["dataproc"])
    error_message = "Only the cluster's own machines may reach each other."
  }
  assert {
    condition     = one(google_compute_firewall.deny.deny).protocol == "all" && google_compute_firewall.deny.source_ranges == toset(["0.0.0.0/0"])
    error_message = "Everything else must be refused, and logged."
  }

  # the network has no subnets that nobody asked for, and logs its traffic
  assert {
    condition     = !google_compute_network.this.auto_create_subnetworks
    error_message = "Subnets in every region would be created."
  }
  assert {
    condition     = google_compute_subnetwork.this.private_ip_google_access && length(google_compute_subnetwork.this.log_config) == 1
    error_message = "Machines without public addresses reach Google's services privately, and their traffic is logged."
  }
}

# refuses clouds that overlap
run "refuses_1" {
  command = plan
  variables {
    peer_cidrs = ["10.60.8.0/24"]
  }
  expect_failures = [var.peer_cidrs]
}
