# Google HA VPN to AWS: two interfaces on Google's side, a connection of two tunnels to each, so four tunnels in all; BGP
# moves the traffic when one goes. IKEv2 with one choice of ciphers: nothing weaker can be negotiated.

locals {
  # One choice, in the words of each side.
  aws_cipher = {
    encryption = ["AES256"]
    integrity  = ["SHA2-256"]
    dh_group   = [20]
  }
  google_cipher = {
    encryption = ["AES-CBC-256"]
    integrity  = ["HMAC-SHA2-256-128"]
    prf        = ["PRF-HMAC-SHA2-256"]
    dh_group   = ["Group-20"]
  }

  # The addresses inside the tunnels, a /30 each: AWS takes the first, Google the second.
  tunnels = {
    "0-1" = { interface = 0, connection = 0, number = 1, inside = "169.254.20.0/30" }
    "0-2" = { interface = 0, connection = 0, number = 2, inside = "169.254.20.4/30" }
    "1-1" = { interface = 1, connection = 1, number = 1, inside = "169.254.20.8/30" }
    "1-2" = { interface = 1, connection = 1, number = 2, inside = "169.254.20.12/30" }
  }

  outside = {
    "0-1" = aws_vpn_connection.this["0"].tunnel1_address
    "0-2" = aws_vpn_connection.this["0"].tunnel2_address
    "1-1" = aws_vpn_connection.this["1"].tunnel1_address
    "1-2" = aws_vpn_connection.this["1"].tunnel2_address
  }

  keys = {
    "0-1" = aws_vpn_connection.this["0"].tunnel1_preshared_key
    "0-2" = aws_vpn_connection.this["0"].tunnel2_preshared_key
    "1-1" = aws_vpn_connection.this["1"].tunnel1_preshared_key
    "1-2" = aws_vpn_connection.this["1"].tunnel2_preshared_key
  }
}

# ---- AWS ---------------------------------------------------------------------------------------------------------------

resource "aws_customer_gateway" "google" {
  for_each   = toset(["0", "1"])
  type       = "ipsec.1"
  bgp_asn    = var.google_asn
  ip_address = google_compute_ha_vpn_gateway.this.vpn_interfaces[tonumber(each.key)].ip_address
  tags       = { Name = "${var.name}-google-${each.key}" }
}

resource "aws_cloudwatch_log_group" "tunnels" {
  name              = "/caravan/${var.name}/vpn"
  retention_in_days = var.log_retention_days
}

resource "aws_vpn_connection" "this" {
  for_each            = aws_customer_gateway.google
  type                = "ipsec.1"
  customer_gateway_id = each.value.id
  vpn_gateway_id      = var.aws_vpn_gateway_id
  static_routes_only  = false

  tunnel1_inside_cidr                  = local.tunnels["${each.key}-1"].inside
  tunnel1_ike_versions                 = ["ikev2"]
  tunnel1_phase1_encryption_algorithms = local.aws_cipher.encryption
  tunnel1_phase1_integrity_algorithms  = local.aws_cipher.integrity
  tunnel1_phase1_dh_group_numbers      = local.aws_cipher.dh_group
  tunnel1_phase2_encryption_algorithms = local.aws_cipher.encryption
  tunnel1_phase2_integrity_algorithms  = local.aws_cipher.integrity
  tunnel1_phase2_dh_group_numbers      = local.aws_cipher.dh_group
  tunnel1_startup_action               = "add" # Google begins
  tunnel1_dpd_timeout_action           = "clear"
  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled       = true
      log_group_arn     = aws_cloudwatch_log_group.tunnels.arn
      log_output_format = "json"
    }
  }

  tunnel2_inside_cidr                  = local.tunnels["${each.key}-2"].inside
  tunnel2_ike_versions                 = ["ikev2"]
  tunnel2_phase1_encryption_algorithms = local.aws_cipher.encryption
  tunnel2_phase1_integrity_algorithms  = local.aws_cipher.integrity
  tunnel2_phase1_dh_group_numbers      = local.aws_cipher.dh_group
  tunnel2_phase2_encryption_algorithms = local.aws_cipher.encryption
  tunnel2_phase2_integrity_algorithms  = local.aws_cipher.integrity
  tunnel2_phase2_dh_group_numbers      = local.aws_cipher.dh_group
  tunnel2_startup_action               = "add"
  tunnel2_dpd_timeout_action           = "clear"
  tunnel2_log_options {
    cloudwatch_log_options {
      log_enabled       = true
      log_group_arn     = aws_cloudwatch_log_group.tunnels.arn
      log_output_format = "json"
    }
  }

  tags = { Name = "${var.name}-google-${each.key}" }
}

# ---- Google ------------------------------------------------------------------------------------------------------------

resource "google_compute_ha_vpn_gateway" "this" {
  name    = var.name
  network = var.google_network
  region  = var.google_region

  vpn_interfaces {
    id = 0
  }
  vpn_interfaces {
    id = 1
  }
}

resource "google_compute_external_vpn_gateway" "aws" {
  name            = "${var.name}-aws"
  redundancy_type = "FOUR_IPS_REDUNDANCY"

  dynamic "interface" {
    for_each = { for index, key in keys(local.tunnels) : index => key }
    content {
      id         = interface.key
      ip_address = local.outside[interface.value]
    }
  }
}

resource "google_compute_router" "this" {
  name    = "${var.name}-vpn"
  network = var.google_network
  region  = var.google_region

  # Only the analytics subnet is announced, whatever else the network may get.
  bgp {
    asn               = var.google_asn
    advertise_mode    = "CUSTOM"
    advertised_groups = []
    advertised_ip_ranges {
      range = var.google_cidr
    }
  }
}

resource "google_compute_vpn_tunnel" "this" {
  for_each                        = local.tunnels
  name                            = "${var.name}-${each.key}"
  region                          = var.google_region
  vpn_gateway                     = google_compute_ha_vpn_gateway.this.id
  vpn_gateway_interface           = each.value.interface
  peer_external_gateway           = google_compute_external_vpn_gateway.aws.id
  peer_external_gateway_interface = index(keys(local.tunnels), each.key)
  router                          = google_compute_router.this.id
  ike_version                     = 2
  shared_secret_wo                = local.keys[each.key]
  shared_secret_wo_version        = "1"

  cipher_suite {
    phase1 {
      encryption = local.google_cipher.encryption
      integrity  = local.google_cipher.integrity
      prf        = local.google_cipher.prf
      dh         = local.google_cipher.dh_group
    }
    phase2 {
      encryption = local.google_cipher.encryption
      integrity  = local.google_cipher.integrity
      pfs        = local.google_cipher.dh_group
    }
  }
}

resource "google_compute_router_interface" "this" {
  for_each   = local.tunnels
  name       = "${var.name}-${each.key}"
  router     = google_compute_router.this.name
  region     = var.google_region
  ip_range   = "${cidrhost(each.value.inside, 2)}/30"
  vpn_tunnel = google_compute_vpn_tunnel.this[each.key].name
}

resource "google_compute_router_peer" "this" {
  for_each        = local.tunnels
  name            = "${var.name}-${each.key}"
  router          = google_compute_router.this.name
  region          = var.google_region
  interface       = google_compute_router_interface.this[each.key].name
  peer_ip_address = cidrhost(each.value.inside, 1)
  peer_asn        = var.aws_asn
}
