mock_provider "google" {}

mock_provider "aws" {}

variables {
  name               = "caravan-test"
  google_region      = "us-east4"
  google_network     = "projects/p/global/networks/n"
  google_cidr        = "10.60.0.0/20"
  aws_vpn_gateway_id = "vgw-1"
  log_retention_days = 90
}

run "holds" {
  command = plan

  # four tunnels, each with routes by BGP
  assert {
    condition     = length(google_compute_vpn_tunnel.this) == 4 && length(google_compute_router_peer.this) == 4 && length(aws_vpn_connection.this) == 2
    error_message = "There must be four tunnels: two connections of two."
  }
  assert {
    condition     = alltrue([for c in aws_vpn_connection.this : !c.static_routes_only])
    error_message = "Routes must come by BGP, or a broken tunnel keeps its traffic."
  }
  assert {
    condition     = alltrue([for name, peer in google_compute_router_peer.this : peer.peer_ip_address == cidrhost(local.tunnels[name].inside, 1) && peer.peer_asn == 64512])
    error_message = "Each BGP session must reach AWS's address in its own tunnel."
  }
  assert {
    condition     = alltrue([for key, c in aws_vpn_connection.this : c.tunnel1_inside_cidr == local.tunnels["${key}-1"].inside && c.tunnel2_inside_cidr == local.tunnels["${key}-2"].inside])
    error_message = "Both ends must agree on the addresses inside the tunnels."
  }

  # IKEv2, and one strong choice of ciphers at both ends
  assert {
    condition     = alltrue([for t in google_compute_vpn_tunnel.this : t.ike_version == 2]) && alltrue([for c in aws_vpn_connection.this : c.tunnel1_ike_versions == toset(["ikev2"]) && c.tunnel2_ike_versions == toset(["ikev2"])])
    error_message = "IKEv1 must not be negotiable."
  }
  assert {
    condition     = alltrue([for c in aws_vpn_connection.this : c.tunnel1_phase1_encryption_algorithms == toset(["AES256"]) && c.tunnel2_phase2_encryption_algorithms == toset(["AES256"]) && c.tunnel1_phase1_dh_group_numbers == toset([20]) && c.tunnel2_phase2_dh_group_numbers == toset([20])])
    error_message = "AWS must offer AES-256 and group 20 only."
  }
  assert {
    condition     = alltrue([for t in google_compute_vpn_tunnel.this : t.cipher_suite[0].phase1[0].encryption == tolist(["AES-CBC-256"]) && t.cipher_suite[0].phase1[0].dh == tolist(["Group-20"]) && t.cipher_suite[0].phase2[0].pfs == tolist(["Group-20"])])
    error_message = "Google must offer AES-256 and group 20 only."
  }

  # only the analytics subnet is announced, and the tunnels are logged
  assert {
    condition     = google_compute_router.this.bgp[0].advertise_mode == "CUSTOM" && one(google_compute_router.this.bgp[0].advertised_ip_ranges).range == "10.60.0.0/20"
    error_message = "Google must announce the analytics subnet only."
  }
  assert {
    condition     = aws_cloudwatch_log_group.tunnels.retention_in_days == 90 && alltrue([for c in aws_vpn_connection.this : c.tunnel1_log_options[0].cloudwatch_log_options[0].log_enabled])
    error_message = "The tunnels' logs must be kept as long as said."
  }
}

# refuses one autonomous system at both ends
run "refuses_1" {
  command = plan
  variables {
    google_asn = 64512
  }
  expect_failures = [var.google_asn]
}
